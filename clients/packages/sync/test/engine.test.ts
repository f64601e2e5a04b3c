import { expect, test } from 'vitest';
import { Replica, SyncEngine, type EnginePorts, type News, type Operation, type Outcome } from '../src/index.ts';

function operation(mutationId: string): Operation {
  return {
    mutation_id: mutationId,
    kind: 'note.write',
    request: { method: 'POST', path: '/notes', body: null },
    effects: [],
    target: null,
    seen_version: null,
    before: {},
    queued_at: '',
  };
}

const nothingNew: News = { cursor: 5, reset: false, changes: [], more: false };

function engineWith(ports: Partial<EnginePorts>) {
  const replica = new Replica();
  replica.cursor = 0;
  const waits: number[] = [];
  const timers: (() => void)[] = [];
  const engine = new SyncEngine(replica, {
    push: () => Promise.resolve<Outcome>({ kind: 'accepted', changes: [] }),
    pull: () => Promise.resolve(nothingNew),
    reload: () => Promise.resolve(true),
    schedule: (callback, milliseconds) => {
      waits.push(milliseconds);
      timers.push(callback);
      return () => undefined;
    },
    random: () => 1,
    onChange: () => undefined,
    onRollback: () => undefined,
    onSignedOut: () => undefined,
    ...ports,
  });
  return { replica, engine, waits, timers };
}

test('writes go out one after the other, in the order they were made', async () => {
  const sent: string[] = [];
  let underWay = 0;
  const { engine, replica } = engineWith({
    push: async ({ mutation_id }) => {
      underWay += 1;
      expect(underWay).toBe(1);
      await Promise.resolve();
      underWay -= 1;
      sent.push(mutation_id);
      return { kind: 'accepted', changes: [] };
    },
  });
  engine.submit(operation('m1'));
  engine.submit(operation('m2'));
  engine.submit(operation('m3'));
  await engine.push();
  expect(sent).toEqual(['m1', 'm2', 'm3']);
  expect(replica.operations).toEqual([]);
});

test('without an answer it waits longer each time, up to half a minute, and keeps the write', async () => {
  const { engine, replica, waits, timers } = engineWith({ push: () => Promise.resolve<Outcome>({ kind: 'unreachable' }) });
  replica.enqueue(operation('m1'));
  await engine.push();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    timers.pop()?.();
    await engine.push();
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(engine.link).toBe('offline');
  expect(replica.operations.map(({ mutation_id }) => mutation_id)).toEqual(['m1']);
});

test('coming back resets the patience', async () => {
  const outcomes: Outcome[] = [{ kind: 'unreachable' }, { kind: 'accepted', changes: [] }, { kind: 'unreachable' }];
  const { engine, replica, waits } = engineWith({ push: () => Promise.resolve(outcomes.shift() ?? { kind: 'unreachable' }) });
  replica.enqueue(operation('m1'));
  await engine.push();
  await engine.wake();
  expect(engine.link).toBe('online');
  replica.enqueue(operation('m2'));
  await engine.push();
  expect(waits).toEqual([1_000, 1_000]);
});

test('signed out: nothing is sent any more and nothing is lost', async () => {
  let signedOut = 0;
  let pushes = 0;
  const { engine, replica } = engineWith({
    push: () => {
      pushes += 1;
      return Promise.resolve<Outcome>({ kind: 'signed_out' });
    },
    onSignedOut: () => {
      signedOut += 1;
    },
  });
  replica.enqueue(operation('m1'));
  await engine.push();
  await engine.push();
  expect([signedOut, pushes]).toEqual([1, 1]);
  expect(replica.operations).toHaveLength(1);
});

test('a write made in the very moment in which the last one ends is sent too', async () => {
  const sent: string[] = [];
  const { engine } = engineWith({
    push: ({ mutation_id }) => {
      sent.push(mutation_id);
      return Promise.resolve<Outcome>({ kind: 'accepted', changes: [] });
    },
  });
  for (let turns = 0; turns < 40; turns += 1) {
    const before = sent.length;
    engine.submit(operation(`a${turns}`));
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    engine.submit(operation(`b${turns}`));
    for (let turn = 0; turn < 80; turn += 1) await Promise.resolve();
    expect(sent.slice(before)).toEqual([`a${turns}`, `b${turns}`]);
  }
});

test('news in pages is read to the end', async () => {
  const pages: News[] = [
    { cursor: 3, reset: false, changes: [{ type: 'note', id: 'a', object: { id: 'a' } }], more: true },
    { cursor: 6, reset: false, changes: [{ type: 'note', id: 'b', object: { id: 'b' } }], more: false },
  ];
  const asked: number[] = [];
  const { engine, replica } = engineWith({
    pull: (since) => {
      asked.push(since);
      return Promise.resolve(pages.shift() ?? nothingNew);
    },
  });
  await engine.pull();
  expect(asked).toEqual([0, 3]);
  expect(replica.cursor).toBe(6);
  expect([...replica.table('note').keys()]).toEqual(['a', 'b']);
});

test('news is read only after every waiting write has its answer', async () => {
  const calls: string[] = [];
  const outcomes: Outcome[] = [{ kind: 'accepted', changes: [] }, { kind: 'unreachable' }];
  const { engine, replica, timers } = engineWith({
    push: ({ mutation_id }) => {
      calls.push(mutation_id);
      return Promise.resolve<Outcome>(outcomes.shift() ?? { kind: 'accepted', changes: [] });
    },
    pull: () => {
      calls.push('news');
      return Promise.resolve(nothingNew);
    },
  });
  replica.enqueue(operation('m1'));
  replica.enqueue(operation('m2'));
  await engine.pull();
  expect(calls).toEqual(['m1', 'm2']);
  timers.pop()?.();
  await engine.pull();
  expect(calls).toEqual(['m1', 'm2', 'm2', 'news', 'news']);
});

test('a reset loads everything again', async () => {
  let reloads = 0;
  const { engine, replica } = engineWith({
    pull: () => Promise.resolve({ ...nothingNew, reset: true }),
    reload: () => {
      reloads += 1;
      replica.cursor = 9;
      return Promise.resolve(true);
    },
  });
  await engine.pull();
  expect([reloads, replica.cursor]).toEqual([1, 9]);
});

test('a reset that nobody answers is tried again', async () => {
  const { engine, replica, waits } = engineWith({
    pull: () => Promise.resolve({ ...nothingNew, reset: true }),
    reload: () => Promise.resolve(false),
  });
  await engine.pull();
  expect([replica.cursor, engine.link, waits.length]).toEqual([0, 'offline', 1]);
});
