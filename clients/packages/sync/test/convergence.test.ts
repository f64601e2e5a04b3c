import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ModelClient, type Fault } from './model-client.ts';
import { ModelServer } from './model-server.ts';

type Step =
  | { readonly do: 'create' | 'remove' | 'work' | 'tick' | 'restart' | 'theirs' | 'mine'; readonly who: number; readonly which: number }
  | { readonly do: 'edit'; readonly who: number; readonly which: number; readonly field: string; readonly value: string }
  | { readonly do: 'break'; readonly who: number; readonly faults: readonly Fault[] };

const CLIENTS = 3;
const who = fc.integer({ min: 0, max: CLIENTS - 1 });
const which = fc.integer({ min: 0, max: 5 });
const fault = fc.constantFrom<Fault>('none', 'lost_before', 'lost_after', 'twice');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom<'create' | 'remove'>('create', 'remove'), who, which }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom<'work' | 'tick'>('work', 'tick'), who, which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom<'restart' | 'theirs' | 'mine'>('restart', 'theirs', 'mine'), who, which }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant<'edit'>('edit'),
      who,
      which,
      field: fc.constantFrom('title', 'owner', 'due'),
      value: fc.constantFrom('a', 'b', 'c', 'forbidden'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant<'break'>('break'), who, faults: fc.array(fault, { maxLength: 5 }) }) },
);

function pick(client: ModelClient, index: number): string {
  const ids = [...client.replica.table('note').keys()];
  return ids[index % Math.max(1, ids.length)] ?? '';
}

async function perform(client: ModelClient, action: Step): Promise<void> {
  if (action.do === 'create') client.create({ title: 'a', owner: 'a', due: 'a' });
  else if (action.do === 'remove') client.remove(pick(client, action.which));
  else if (action.do === 'edit') client.edit(pick(client, action.which), { [action.field]: action.value });
  else if (action.do === 'break') client.breakNetwork(action.faults);
  else if (action.do === 'restart') client.restart();
  else if (action.do === 'tick') await Promise.resolve();
  // Not awaited: its messages are under way while the others go on.
  else if (action.do === 'work') void client.work();
  else client.settleConflicts(action.do);
}

async function drain(clients: readonly ModelClient[]): Promise<void> {
  for (const client of clients) client.breakNetwork([]);
  for (let round = 0; round < 12; round += 1) {
    for (const client of clients) {
      client.settleConflicts('theirs');
      await client.work();
    }
  }
}

function notesOf(client: ModelClient): unknown {
  return Object.fromEntries([...client.replica.table('note')].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function expectToConverge(steps: readonly Step[]): Promise<void> {
  const server = new ModelServer();
  const clients = Array.from({ length: CLIENTS }, (_unused, index) => new ModelClient(`c${index}`, server));
  for (const action of steps) {
    const client = clients[action.who];
    if (client) await perform(client, action);
  }
  await drain(clients);
  const truth = Object.fromEntries([...server.notes].sort(([a], [b]) => (a < b ? -1 : 1)));
  for (const client of clients) {
    expect(client.replica.operations).toEqual([]);
    expect(client.replica.conflicts).toEqual([]);
    expect(notesOf(client)).toEqual(truth);
  }
  expect([...server.carriedOut.values()].filter((count) => count !== 1)).toEqual([]);
}

test('whatever the network does, all clients end with what the server has, and nothing is done twice', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), expectToConverge), { numRuns: 1_000 });
});

test('what somebody removed does not come back with the repeated answer to an edit whose first answer died with the tab', async () => {
  await expectToConverge([
    { do: 'create', who: 2, which: 0 },
    { do: 'edit', who: 2, which: 0, field: 'title', value: 'a' },
    { do: 'work', who: 0, which: 0 },
    { do: 'edit', who: 2, which: 0, field: 'title', value: 'a' },
    { do: 'create', who: 0, which: 0 },
    { do: 'remove', who: 0, which: 3 },
    { do: 'edit', who: 0, which: 0, field: 'title', value: 'a' },
    { do: 'restart', who: 2, which: 0 },
    { do: 'work', who: 0, which: 0 },
    { do: 'restart', who: 0, which: 0 },
    { do: 'work', who: 0, which: 0 },
  ]);
});

test('a write that was accepted is never lost by a lost answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 6 }), fc.boolean(), async (faults, isRestarted) => {
      const server = new ModelServer();
      const client = new ModelClient('c0', server);
      client.breakNetwork(faults);
      const id = client.create({ title: 'a' });
      client.edit(id, { title: 'b' });
      client.edit(id, { title: 'c', owner: 'x' });
      if (isRestarted) client.restart();
      for (let round = 0; round < 10; round += 1) await client.work();
      expect(server.notes.get(id)).toEqual({ id, version: 3, title: 'c', owner: 'x' });
      expect(client.note(id)).toEqual({ id, version: 3, title: 'c', owner: 'x' });
      expect(client.rollbacks).toEqual([]);
      expect(client.replica.conflicts).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('the view always shows my waiting writes on top of what the server said', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 }), async (titles) => {
      const server = new ModelServer();
      const mine = new ModelClient('c0', server);
      const other = new ModelClient('c1', server);
      const id = mine.create({ title: 'start', owner: 'start' });
      await mine.work();
      await other.work();
      mine.breakNetwork(Array.from({ length: 50 }, () => 'lost_before'));
      for (const title of titles) {
        mine.edit(id, { title });
        other.edit(id, { owner: title });
        await other.work();
        await mine.work();
        expect(mine.note(id)?.['title']).toBe(title);
      }
    }),
    { numRuns: 100 },
  );
});
