/** Turns what the server answers into changes of the local store. */
import type { Me, Membership, MyWork, Snapshot, SyncChange, TaskDetail } from '@quncheng/api';
import type { Change, Operation, StoredObject } from '@quncheng/sync';
import { membershipId, type StoreType, type StoreTypes } from './store-types.ts';

export function put<Type extends StoreType>(type: Type, object: StoreTypes[Type] & { readonly id: string }): Change {
  return { type, id: object.id, object };
}

function toMembershipChange(membership: Membership): Change {
  return put('membership', { ...membership, id: membershipId(membership.project_id, membership.member_id) });
}

export function fromMe(me: Me): readonly Change[] {
  return [
    put('me', { ...me, id: 'me' }),
    put('member', me.member),
    ...me.projects.map((project) => put('project_summary', project)),
  ];
}

export function fromSnapshot(snapshot: Snapshot): readonly Change[] {
  return [
    put('loaded_project', { id: snapshot.project.id }),
    put('project', snapshot.project),
    ...snapshot.columns.map((column) => put('column', column)),
    ...snapshot.members.map((member) => put('member', member)),
    ...snapshot.memberships.map(toMembershipChange),
    ...snapshot.tasks.map((task): Change => ({ ...put('task', task), partial: true })),
    ...snapshot.dependencies.map((dependency) => put('dependency', dependency)),
  ];
}

export function fromTaskDetail(detail: TaskDetail): readonly Change[] {
  const { abilities, checklist, comments, dependencies, predecessors, successors, subtasks, reports, project_name, schedule, ...task } = detail;
  return [
    put('task', task),
    put('opened_task', { id: task.id, abilities, schedule, task_version: task.version }),
    ...checklist.map((item) => put('checklist_item', item)),
    ...comments.map((comment) => put('comment', comment)),
    ...dependencies.map((dependency) => put('dependency', dependency)),
    ...subtasks.map((subtask): Change => ({ ...put('task', subtask), partial: true })),
    ...reports.map((report) => put('progress_report', report)),
  ];
}

export function fromMyWork(work: MyWork): readonly Change[] {
  const tasks = [...work.today, ...work.overdue, ...work.this_week, ...work.later, ...work.no_date];
  return [
    ...tasks.map((task): Change => ({ ...put('task', task), partial: true })),
    ...work.waiting_for_me.change_requests.map((request) => put('change_request', request)),
    ...work.waiting_for_me.reports.map((report) => put('weekly_report', report)),
  ];
}

export function fromSync(changes: readonly SyncChange[]): readonly Change[] {
  return changes.map(({ type, id, object }): Change => {
    if (object === null) return { type, id, object: null };
    if (type !== 'membership') return { type, id, object: { ...object, id }, partial: type === 'task' };
    const key = membershipId(String(object['project_id']), String(object['member_id']));
    return { type, id: key, object: { ...object, id: key } };
  });
}

const ANSWER_TYPES: Readonly<Record<string, StoreType>> = {
  'task.create': 'task',
  'task.update': 'task',
  'task.move': 'task',
  'task.archive': 'task',
  'task.restore': 'task',
  'comment.create': 'comment',
  'comment.retract': 'comment',
  'checklist_item.create': 'checklist_item',
  'checklist_item.update': 'checklist_item',
  'dependency.create': 'dependency',
  'project.create': 'project',
  'project.update': 'project',
  'column.create': 'column',
  'column.update': 'column',
  'weekly_report.update': 'weekly_report',
  'change_request.create': 'change_request',
  'change_request.decide': 'change_request',
};

function isStored(value: unknown): value is StoredObject {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function partial(type: StoreType, object: unknown): readonly Change[] {
  return isStored(object) ? [{ type, id: object.id, object, partial: true }] : [];
}

/** What the answer to a queued write says about the objects it touched; the rest comes with the next sync. */
export function fromAnswer(operation: Operation, answer: unknown): readonly Change[] {
  if (operation.kind === 'task.report') {
    return [...partial('task', field(answer, 'task')), ...partial('progress_report', field(answer, 'report'))];
  }
  const type = ANSWER_TYPES[operation.kind];
  return type ? partial(type, answer) : [];
}
