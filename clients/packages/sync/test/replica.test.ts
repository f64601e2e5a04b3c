import { describe, expect, test } from 'vitest';
import { Replica, type Operation } from '../src/index.ts';

function edit(mutationId: string, fields: Readonly<Record<string, string>>, seenVersion: number | null, before: Readonly<Record<string, string>>): Operation {
  return {
    mutation_id: mutationId,
    kind: 'task.update',
    request: { method: 'PATCH', path: '/tasks/t1', body: fields },
    effects: [{ action: 'merge', type: 'task', id: 't1', fields }],
    target: { type: 'task', id: 't1' },
    seen_version: seenVersion,
    before,
    queued_at: '2026-11-22T08:00:00Z',
  };
}

function replicaWith(task: object): Replica {
  const replica = new Replica();
  replica.applyChanges([{ type: 'task', id: 't1', object: { id: 't1', ...task } }]);
  return replica;
}

const view = (replica: Replica) => replica.table('task').get('t1');

describe('a write shows at once', () => {
  test('and stays out of what the server confirmed', () => {
    const replica = replicaWith({ version: 1, title: 'a' });
    replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
    expect(view(replica)).toEqual({ id: 't1', version: 1, title: 'b' });
    expect(replica.confirmed('task').get('t1')).toEqual({ id: 't1', version: 1, title: 'a' });
  });

  test('on top of news that comes while it waits', () => {
    const replica = replicaWith({ version: 1, title: 'a', owner: 'x' });
    replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
    replica.applyChanges([{ type: 'task', id: 't1', object: { id: 't1', version: 2, title: 'a', owner: 'y' } as never }]);
    expect(view(replica)).toEqual({ id: 't1', version: 2, title: 'b', owner: 'y' });
  });

  test('and is taken back when refused, with all that was built on it', () => {
    const replica = new Replica();
    const create: Operation = {
      ...edit('m1', {}, null, {}),
      kind: 'task.create',
      effects: [{ action: 'create', type: 'task', id: 't1', object: { id: 't1', version: 0 } }],
    };
    replica.enqueue(create);
    replica.enqueue(edit('m2', { title: 'b' }, null, {}));
    replica.enqueue({ ...edit('m3', { title: 'c' }, 1, {}), effects: [], target: { type: 'task', id: 't2' } });
    const rollbacks = replica.settle('m1', { kind: 'refused', refusal: { code: 'x', title: '不行' } });
    expect(rollbacks.map(({ operation }) => operation.mutation_id)).toEqual(['m1', 'm2']);
    expect(view(replica)).toBeUndefined();
    expect(replica.operations.map((operation) => operation.mutation_id)).toEqual(['m3']);
  });
});

describe('an accepted write', () => {
  test('lets what I queued after it know the new version', () => {
    const replica = replicaWith({ version: 1, title: 'a' });
    replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
    replica.enqueue(edit('m2', { title: 'c' }, 1, { title: 'b' }));
    replica.settle('m1', { kind: 'accepted', changes: [{ type: 'task', id: 't1', object: { id: 't1', version: 2, title: 'b' } as never }] });
    expect(replica.operations.map((operation) => operation.seen_version)).toEqual([2]);
    expect(view(replica)).toEqual({ id: 't1', version: 2, title: 'c' });
  });

  test('does not when somebody else wrote in between', () => {
    const replica = replicaWith({ version: 1, title: 'a' });
    replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
    replica.enqueue(edit('m2', { title: 'c' }, 1, { title: 'b' }));
    replica.settle('m1', { kind: 'accepted', changes: [{ type: 'task', id: 't1', object: { id: 't1', version: 3, title: 'b' } as never }] });
    expect(replica.operations.map((operation) => operation.seen_version)).toEqual([1]);
  });

  test('never turns back what is newer', () => {
    const replica = replicaWith({ version: 1, title: 'a' });
    replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
    replica.applyChanges([{ type: 'task', id: 't1', object: { id: 't1', version: 3, title: 'theirs' } as never }]);
    replica.settle('m1', { kind: 'accepted', changes: [{ type: 'task', id: 't1', object: { id: 't1', version: 2, title: 'b' } as never }] });
    expect(view(replica)).toEqual({ id: 't1', version: 3, title: 'theirs' });
  });

  test('keeps showing what its answer left out, until the news has come', () => {
    const replica = replicaWith({ version: 1, comment_count: 0 });
    const comment = { id: 'c1', text: '好' };
    replica.enqueue({
      ...edit('m1', {}, null, {}),
      effects: [
        { action: 'create', type: 'comment', id: 'c1', object: comment },
        { action: 'merge', type: 'task', id: 't1', fields: { comment_count: 1 } },
      ],
    });
    replica.settle('m1', { kind: 'accepted', changes: [{ type: 'comment', id: 'c1', object: comment }] });
    expect(view(replica)).toEqual({ id: 't1', version: 1, comment_count: 1 });
    const lingering = replica.beginPull();
    replica.applyChanges([{ type: 'task', id: 't1', object: { id: 't1', version: 2, comment_count: 5 } as never }]);
    replica.endPull(lingering);
    expect(view(replica)).toEqual({ id: 't1', version: 2, comment_count: 5 });
  });

  test('shows a thing once, even under an id the server chose', () => {
    const replica = new Replica();
    replica.enqueue({ ...edit('m1', {}, null, {}), effects: [{ action: 'create', type: 'report', id: 'mine', object: { id: 'mine' } }] });
    replica.settle('m1', { kind: 'accepted', changes: [{ type: 'report', id: 'r9', object: { id: 'r9' } }] });
    expect([...replica.table('report').keys()]).toEqual(['r9']);
  });
});

describe('a conflict', () => {
  const current = { id: 't1', version: 4, title: 'theirs', owner: 'y' };

  test('shows theirs and waits for a choice', () => {
    const replica = replicaWith({ version: 1, title: 'a', owner: 'x' });
    replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
    replica.settle('m1', { kind: 'conflict', current, fields: ['title'], title: '别人改了' });
    expect(view(replica)).toEqual(current);
    expect(replica.operations).toEqual([]);
    expect(replica.conflicts.map(({ fields }) => fields)).toEqual([['title']]);
  });

  test('kept mine goes again against their version', () => {
    const replica = replicaWith({ version: 1, title: 'a' });
    replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
    replica.settle('m1', { kind: 'conflict', current, fields: ['title'], title: '' });
    replica.keepMine('m1', 'm2');
    expect(replica.conflicts).toEqual([]);
    expect(replica.operations).toEqual([{ ...edit('m2', { title: 'b' }, 4, { title: 'theirs' }) }]);
    expect(view(replica)).toEqual({ id: 't1', version: 4, title: 'b', owner: 'y' });
  });

  test('theirs leaves nothing of mine', () => {
    const replica = replicaWith({ version: 1, title: 'a' });
    replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
    replica.settle('m1', { kind: 'conflict', current, fields: ['title'], title: '' });
    replica.useTheirs('m1');
    expect(replica.conflicts).toEqual([]);
    expect(view(replica)).toEqual(current);
  });

  test('that is only an echo of my own write goes again by itself, under a new mutation id', () => {
    const replica = replicaWith({ version: 1, title: 'a' });
    replica.enqueue(edit('m1', { title: 'c' }, 1, { title: 'b' }));
    replica.settle('m1', { kind: 'conflict', current: { id: 't1', version: 3, title: 'b' } as never, fields: ['title'], title: '' });
    expect(replica.conflicts).toEqual([]);
    expect(replica.operations).toEqual([edit('m1.2', { title: 'c' }, 3, { title: 'b' })]);
  });

  test('with the version I had seen is real, whatever the values', () => {
    const replica = replicaWith({ version: 3, title: 'b' });
    replica.enqueue(edit('m1', { title: 'c' }, 3, { title: 'b' }));
    replica.settle('m1', { kind: 'conflict', current: { id: 't1', version: 3, title: 'b' } as never, fields: ['title'], title: '' });
    expect(replica.conflicts).toHaveLength(1);
  });
});

test('a card that comes without a description keeps the one we know', () => {
  const replica = replicaWith({ version: 1, title: 'a', description: '说明' });
  replica.applyChanges([{ type: 'task', id: 't1', object: { id: 't1', version: 2, title: 'b' } as never, partial: true }]);
  expect(view(replica)).toEqual({ id: 't1', version: 2, title: 'b', description: '说明' });
});

test('a full set replaces its scope and nothing else', () => {
  const replica = new Replica();
  replica.applyChanges(['t1', 't2', 'other'].map((id) => ({ type: 'task', id, object: { id, version: 1 } })));
  replica.replaceScope([{ type: 'task', id: 't2', object: { id: 't2', version: 2 } }], (_type, object) => object.id !== 'other');
  expect([...replica.table('task').values()]).toEqual([
    { id: 't2', version: 2 },
    { id: 'other', version: 1 },
  ]);
});

test('a restart changes nothing', () => {
  const replica = replicaWith({ version: 1, title: 'a' });
  replica.cursor = 7;
  replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
  const restarted = new Replica();
  restarted.restore(replica.save());
  expect(restarted.cursor).toBe(7);
  expect(view(restarted)).toEqual({ id: 't1', version: 1, title: 'b' });
  expect(restarted.operations).toEqual(replica.operations);
});

test('only the tables that changed are drawn again', () => {
  const replica = replicaWith({ version: 1, title: 'a' });
  const [tasks, members] = [replica.revision('task'), replica.revision('member')];
  replica.enqueue(edit('m1', { title: 'b' }, 1, { title: 'a' }));
  expect(replica.revision('task')).toBe(tasks + 1);
  expect(replica.revision('member')).toBe(members);
});
