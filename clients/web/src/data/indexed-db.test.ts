import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Operation, SavedState } from '@quncheng/sync';
import { openReplicaStorage } from './indexed-db.ts';

const nothing: SavedState = { cursor: null, objects: [], operations: [], conflicts: [] };
const write: Operation = {
  mutation_id: 'm1',
  kind: 'task.update',
  request: { method: 'PATCH', path: '/tasks/t1', body: { title: '新' } },
  effects: [{ action: 'merge', type: 'task', id: 't1', fields: { title: '新' } }],
  target: { type: 'task', id: 't1' },
  seen_version: 1,
  before: { title: '旧' },
  queued_at: '2026-11-22T08:00:00Z',
};

test('an empty device remembers nothing', async () => {
  const storage = await openReplicaStorage('empty', () => nothing);
  expect(await storage.load()).toBeNull();
});

test('objects, cursor and waiting writes come back after a restart', async () => {
  const objects = [{ type: 'task', object: { id: 't1', version: 1 } }];
  const storage = await openReplicaStorage('restart', () => ({ ...nothing, cursor: 5, objects }));
  await storage.saveObjects([], 5);
  await storage.saveObjects([{ type: 'task', id: 't2', object: { id: 't2' } }], 6);
  await storage.saveObjects([{ type: 'task', id: 't1', object: null }], 7);
  await storage.saveQueue([write], []);
  const again = await openReplicaStorage('restart', () => nothing);
  expect(await again.load()).toEqual({ cursor: 7, objects: [{ type: 'task', id: 't2', object: { id: 't2' } }], operations: [write], conflicts: [] });
});

test('a tab that finds another tab’s writing replaces it with all it knows', async () => {
  const all = (id: string): SavedState => ({ ...nothing, objects: [{ type: 'task', object: { id } }] });
  const first = await openReplicaStorage('tabs', () => all('first'));
  const second = await openReplicaStorage('tabs', () => all('second'));
  await first.saveObjects([], 1);
  await second.saveObjects([], 2);
  await first.saveObjects([{ type: 'task', id: 'late', object: { id: 'late' } }], 1);
  const saved = await first.load();
  expect(saved?.cursor).toBe(1);
  expect(saved?.objects.map(({ object }) => object.id)).toEqual(['first']);
});

test('more objects than go in at a time all arrive, in the order in which they were saved', async () => {
  const storage = await openReplicaStorage('many', () => nothing);
  await storage.saveObjects([], 1);
  const many = (version: number) => Array.from({ length: 120 }, (_unused, index) => ({ type: 'task', id: `t${index}`, object: { id: `t${index}`, version } }));
  await Promise.all([storage.saveObjects(many(1), 2), storage.saveObjects(many(2), 3)]);
  const saved = await storage.load();
  expect(saved?.cursor).toBe(3);
  expect(saved?.objects.map(({ object }) => object.version)).toEqual(Array.from({ length: 120 }, () => 2));
});

test('a page closed while everything is written anew keeps its waiting writes and trusts no object', async () => {
  const all: SavedState = { ...nothing, objects: Array.from({ length: 120 }, (_unused, index) => ({ type: 'task', object: { id: `t${index}` } })) };
  const first = await openReplicaStorage('closed', () => nothing);
  await first.saveObjects([], 4);
  await first.saveQueue([write], []);
  const second = await openReplicaStorage('closed', () => all);
  const writing = second.saveObjects([], 5);
  const seen: (SavedState | null)[] = [];
  let isWriting = true;
  void writing.finally(() => (isWriting = false));
  while (isWriting) seen.push(await first.load());
  const between = seen.filter((state) => state?.cursor === null);
  expect(between.length).toBeGreaterThan(0);
  for (const state of between) expect(state).toEqual({ cursor: null, objects: [], operations: [write], conflicts: [] });
  expect((await first.load())?.objects).toHaveLength(120);
});

test('signing out leaves nothing behind', async () => {
  const storage = await openReplicaStorage('leave', () => nothing);
  await storage.saveObjects([], 3);
  await storage.clear();
  const again = await openReplicaStorage('leave', () => nothing);
  expect(await again.load()).toBeNull();
  await storage.saveObjects([], 4);
  expect(await again.load()).toBeNull();
});

test('a tab that is still open does not keep another one from signing out', async () => {
  const open = await openReplicaStorage('two tabs', () => nothing);
  await open.saveObjects([], 3);
  const leaving = await openReplicaStorage('two tabs', () => nothing);
  await leaving.clear();
  await open.saveQueue([write], []);
  expect(await (await openReplicaStorage('two tabs', () => nothing)).load()).toBeNull();
});
