import { expect, test } from 'vitest';
import type { CardTask, Me, Snapshot, SyncAnswer } from '@quncheng/api';
import { createCaller, type TransportAnswer } from '@quncheng/api';
import type { Operation, ReplicaStorage } from '@quncheng/sync';
import { createCommands } from './commands/index.ts';
import { DataLayer } from './data-layer.ts';

const me: Me = {
  member: { id: 'lilei', name: '李雷', role: 'member', initials: '李雷', is_active: true, is_me: true },
  organization: { id: 'o1', name: '示例广告', timezone: 'Asia/Shanghai', today: '2026-11-22' },
  projects: [],
  abilities: {},
  is_demo: true,
  seq: 10,
};

const card = { id: 't1', project_id: 'p1', number: 1, title: '内容撰写', column_id: 'c1', rank: 'V00000', status: 'open', version: 1, archived_at: null } as CardTask;
const column = { id: 'c1', project_id: 'p1', name: '未开始', status: 'open', position: 'V00000', wip_limit: null, version: 1 } as const;
const doing = { ...column, id: 'c2', name: '进行中', status: 'in_progress', position: 'V00001' } as const;
const snapshot = {
  seq: 8,
  project: { id: 'p1', name: '新品线上发布会' },
  columns: [column, doing],
  members: [me.member],
  memberships: [{ project_id: 'p1', member_id: 'lilei', role: 'manager' }],
  tasks: [card],
  dependencies: [],
} as unknown as Snapshot;
const noNews: SyncAnswer = { seq: 10, reset: false, changes: [], more: false };

/** A server that answers by method and path; what it does not know is a lost connection. */
function layerWith(answers: Record<string, () => TransportAnswer | null>, storage: ReplicaStorage | null = null) {
  const asked: string[] = [];
  const rollbacks: string[] = [];
  const caller = createCaller(({ method, url }) => {
    const key = `${method} ${url.replace('/api/v1', '')}`;
    asked.push(key);
    const answer = answers[key]?.() ?? null;
    return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('offline'));
  });
  const layer = new DataLayer({
    caller,
    events: {
      onRollback: (list) => rollbacks.push(...list.map(({ refusal }) => refusal.title)),
      onSignedOut: () => rollbacks.push('signed out'),
      onStorageFailed: () => rollbacks.push('storage failed'),
    },
    openStorage: () => Promise.resolve(storage),
    openTabs: () => null,
  });
  layer.takeMe(me);
  return { layer, asked, rollbacks, commands: createCommands(layer, 'lilei') };
}

const json = (body: unknown, status = 200) => (): TransportAnswer => ({ status, text: JSON.stringify(body) });
const settled = (layer: DataLayer) => layer.refresh();

test('a project is loaded once and the older of both sequences counts', async () => {
  const { layer, asked } = layerWith({
    'GET /snapshot?project_id=p1': json(snapshot),
    'GET /sync?since=8': json(noNews),
    'GET /sync?since=10': json(noNews),
  });
  await layer.openProject('p1');
  await settled(layer);
  await layer.openProject('p1');
  expect(asked.filter((request) => request.startsWith('GET /snapshot'))).toHaveLength(1);
  expect(asked).toContain('GET /sync?since=8');
  expect(layer.table('task').get('t1')?.title).toBe('内容撰写');
  expect([...layer.table('membership').keys()]).toEqual(['p1:lilei']);
});

test('a session that was ended elsewhere is not taken for a lost connection', async () => {
  const ended = { type: 'about:blank', title: '请先登录。', status: 401, code: 'people.not_signed_in', detail: '', facts: {} };
  const { layer, asked, rollbacks } = layerWith({ 'GET /sync?since=10': json(ended, 401) });

  await layer.refresh();
  await layer.refresh();

  expect(rollbacks).toEqual(['signed out']);
  expect(asked).toEqual(['GET /sync?since=10']);
});

test('a moved card is in its new column at once and stays there when the server agrees', async () => {
  const moved = { ...card, column_id: 'c2', status: 'in_progress', rank: 'V00000', version: 2 };
  const { layer, commands } = layerWith({
    'GET /snapshot?project_id=p1': json(snapshot),
    'GET /sync?since=8': json({ ...noNews, seq: 8 }),
    'POST /tasks/t1/move': json(moved),
  });
  await layer.openProject('p1');
  commands.moveTask('t1', { column_id: 'c2', after_id: null, before_id: null });
  expect(layer.table('task').get('t1')).toMatchObject({ column_id: 'c2', status: 'in_progress', version: 1 });
  expect(layer.waitingCount).toBe(1);
  await settled(layer);
  expect(layer.table('task').get('t1')).toEqual(moved);
  expect(layer.waitingCount).toBe(0);
});

test('a refused write is taken back, with the server’s reason', async () => {
  const { layer, commands, rollbacks } = layerWith({
    'GET /snapshot?project_id=p1': json(snapshot),
    'GET /sync?since=8': json({ ...noNews, seq: 8 }),
    'PATCH /tasks/t1': json({ code: 'tasks.plan_is_the_managers', title: '只有项目经理可以修改计划' }, 403),
  });
  await layer.openProject('p1');
  commands.updateTask('t1', { title: '别的' });
  expect(layer.table('task').get('t1')?.title).toBe('别的');
  await settled(layer);
  expect(layer.table('task').get('t1')?.title).toBe('内容撰写');
  expect(rollbacks).toEqual(['只有项目经理可以修改计划']);
});

test('offline, a new task can be made, renamed and moved; all of it waits', async () => {
  const { layer, commands } = layerWith({ 'GET /snapshot?project_id=p1': json(snapshot) });
  await layer.openProject('p1');
  const id = commands.createTask('p1', { title: '测试部署' });
  commands.updateTask(id, { title: '测试与部署' });
  commands.moveTask(id, { column_id: 'c2', after_id: null, before_id: null });
  await settled(layer);
  expect(layer.table('task').get(id)).toMatchObject({ title: '测试与部署', column_id: 'c2', status: 'in_progress', number: null });
  expect(layer.link).toBe('offline');
  expect(layer.waitingCount).toBe(3);
  layer.stop();
});

test('news of a task without its description keeps the one that was read', async () => {
  const news: SyncAnswer = { ...noNews, seq: 11, changes: [{ type: 'task', id: 't1', object: { ...card, title: '新标题', version: 2 } }] };
  const schedule = { constraint_type: null, constraint_on: null, is_manual: false, effort_hours: 12, calendar_id: null };
  const detail = { ...card, description: '说明', schedule, abilities: { edit: true }, checklist: [], comments: [], dependencies: [], predecessors: [], successors: [], subtasks: [], reports: [], project_name: '' };
  const { layer } = layerWith({ 'GET /tasks/t1': json(detail), 'GET /sync?since=10': json(news) });
  await layer.openTask('t1');
  await settled(layer);
  expect(layer.table('task').get('t1')).toMatchObject({ title: '新标题', description: '说明', version: 2 });
  expect(layer.table('opened_task').get('t1')).toEqual({ id: 't1', abilities: { edit: true }, schedule, task_version: 1 });
});

test('after a reset everything is as the server says, and a project we left is gone', async () => {
  const other = { ...snapshot, project: { id: 'p2' }, columns: [], memberships: [], tasks: [{ ...card, id: 't2', project_id: 'p2' }] };
  const work = { today: [], overdue: [], this_week: [], later: [], no_date: [], waiting_for_me: { change_requests: [], reports: [] } };
  let isReset = false;
  const renamed = { ...snapshot, seq: 40, tasks: [{ ...card, title: '新标题', version: 9 }] };
  const { layer } = layerWith({
    'GET /snapshot?project_id=p1': () => json(isReset ? renamed : snapshot)(),
    'GET /snapshot?project_id=p2': () => (isReset ? json({ code: 'projects.unknown' }, 404)() : json(other)()),
    'GET /sync?since=8': () => json({ seq: isReset ? 50 : 8, reset: isReset, changes: [], more: false })(),
    'GET /sync?since=40': json({ ...noNews, seq: 41 }),
    'GET /me': json({ ...me, seq: 50 }),
    'GET /me/work': json(work),
  });
  await layer.openProject('p1');
  await layer.openProject('p2');
  await settled(layer);
  expect([...layer.table('task').keys()]).toEqual(['t1', 't2']);
  isReset = true;
  await settled(layer);
  expect([...layer.table('task').values()].map(({ id, title }) => [id, title])).toEqual([['t1', '新标题']]);
  expect([...layer.table('loaded_project').keys()]).toEqual(['p1']);
  expect(layer.link).toBe('online');
});

/** Remembers the queues it was given; fails once it is full. */
class QueueStorage implements ReplicaStorage {
  readonly queues: (readonly Operation[])[] = [];
  isFull = false;
  readonly load = () => Promise.resolve(null);
  readonly loadQueue = () => Promise.resolve({ operations: [], conflicts: [] });
  readonly saveObjects = () => Promise.resolve();
  readonly clear = () => Promise.resolve();
  readonly saveQueue = (operations: readonly Operation[]) => {
    if (this.isFull) return Promise.reject(new Error('QuotaExceededError'));
    this.queues.push(operations);
    return Promise.resolve();
  };
}

test('a write is stored the moment it is made, and taken out when it is sent', async () => {
  const storage = new QueueStorage();
  const { layer, commands } = layerWith({ 'PATCH /tasks/t1': json({ ...card, version: 2 }), 'GET /sync?since=10': json(noNews) }, storage);
  await layer.restore();
  commands.updateTask('t1', { title: '新标题' });
  expect(storage.queues.map((queue) => queue.map(({ kind }) => kind))).toEqual([['task.update']]);
  await settled(layer);
  expect(storage.queues.map((queue) => queue.length)).toEqual([1, 0]);
  layer.stop();
});

test('a full disk is told once, and the app goes on', async () => {
  const storage = new QueueStorage();
  const { layer, commands, rollbacks } = layerWith({}, storage);
  await layer.restore();
  storage.isFull = true;
  commands.updateTask('t1', { title: '一' });
  commands.updateTask('t1', { title: '二' });
  await settled(layer);
  expect(rollbacks).toEqual(['storage failed']);
  expect(layer.waitingCount).toBe(2);
  layer.stop();
});
