import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Replica, SyncEngine, TabQueue, type Operation, type Outcome, type Rollback, type SavedQueue, type TabMessage } from '../src/index.ts';

function write(mutationId: string): Operation {
  const object = { id: mutationId };
  return {
    mutation_id: mutationId,
    kind: 'note.create',
    request: { method: 'POST', path: '/notes', body: null },
    effects: [{ action: 'create', type: 'note', id: mutationId, object }],
    target: null,
    seen_version: null,
    before: {},
    queued_at: '',
  };
}

/** Until everything under way has come to its end. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) await Promise.resolve();
}

/** A browser: tabs, one lock, one channel, one store, and a server that remembers what it has done. */
class Browser {
  readonly tabs: Tab[] = [];
  readonly sent: string[] = [];
  readonly done = new Set<string>();
  /** What is done is removed by somebody else at once. */
  forgets = false;
  stored: SavedQueue = { operations: [], conflicts: [] };
  /** How the server answers; a promise that never comes is a tab that dies while it waits. */
  answer: (operation: Operation) => Promise<Outcome> = () => Promise.resolve({ kind: 'accepted', changes: [] });

  open(): Tab {
    const tab = new Tab(this);
    this.tabs.push(tab);
    tab.queue.join();
    this.grantLead();
    void tab.engine.pull();
    return tab;
  }

  close(tab: Tab): void {
    tab.isOpen = false;
    tab.engine.stop();
    tab.queue.stop();
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    this.grantLead();
  }

  /** As the browser does: when nobody holds the lock, the tab that has waited longest gets it. */
  grantLead(): void {
    if (!this.tabs.some((tab) => tab.queue.isLeading)) this.tabs[0]?.queue.lead(this.stored);
  }

  steal(thief: Tab): void {
    const asleep = this.tabs.find((tab) => tab.queue.isLeading);
    thief.queue.lead(this.stored);
    asleep?.queue.follow();
  }

  async push(operation: Operation): Promise<Outcome> {
    this.sent.push(operation.mutation_id);
    const outcome = await this.answer(operation);
    if (outcome.kind === 'accepted' && !this.forgets) this.done.add(operation.mutation_id);
    return outcome;
  }
}

class Tab {
  readonly replica = new Replica();
  readonly engine: SyncEngine;
  readonly queue: TabQueue;
  readonly told: string[] = [];
  isOpen = true;
  isAsleep = false;
  patience: (() => void) | null = null;

  constructor(browser: Browser) {
    this.replica.cursor = 0;
    const tell = (rollbacks: readonly Rollback[]) => this.told.push(...rollbacks.map(({ refusal }) => refusal.title));
    const save = () => {
      this.queue.changed();
      if (this.queue.isLeading) browser.stored = { operations: this.replica.operations, conflicts: this.replica.conflicts };
    };
    this.engine = new SyncEngine(this.replica, {
      push: (operation) => browser.push(operation),
      pull: (since) => Promise.resolve({ cursor: since, reset: false, more: false, changes: [...browser.done].map((id) => ({ type: 'note', id, object: { id } })) }),
      reload: () => Promise.resolve(true),
      schedule: () => () => undefined,
      random: () => 1,
      onChange: save,
      onRollback: (rollbacks) => {
        tell(rollbacks);
        this.queue.rolledBack(rollbacks);
      },
      onSignedOut: () => undefined,
    });
    this.engine.follow();
    this.queue = new TabQueue(this.replica, this.engine, {
      post: (message) => deliver(browser, this, message),
      takeOver: () => browser.steal(this),
      schedule: (callback) => {
        this.patience = callback;
        return () => (this.patience = null);
      },
      onChange: save,
      onRollback: tell,
    });
  }

  get notes(): readonly string[] {
    return [...this.replica.table('note').keys()].sort();
  }

  get waiting(): readonly string[] {
    return this.replica.operations.map(({ mutation_id }) => mutation_id);
  }
}

function deliver(browser: Browser, sender: Tab, message: TabMessage): void {
  if (!sender.isOpen) return;
  for (const tab of browser.tabs) {
    if (tab !== sender && !tab.isAsleep) void Promise.resolve().then(() => tab.isOpen && tab.queue.receive(message));
  }
}

test('one tab sends what all of them write, each write once and in order', async () => {
  const browser = new Browser();
  const [leader, follower] = [browser.open(), browser.open()];
  follower.queue.submit(write('m1'));
  leader.queue.submit(write('m2'));
  follower.queue.submit(write('m3'));
  await settled();
  expect([...browser.sent].sort()).toEqual(['m1', 'm2', 'm3']);
  expect([leader.waiting, follower.waiting]).toEqual([[], []]);
  expect([leader.notes, follower.notes]).toEqual([['m1', 'm2', 'm3'], ['m1', 'm2', 'm3']]);
});

test('a write shows in every tab while it waits', async () => {
  const browser = new Browser();
  browser.answer = () => Promise.resolve({ kind: 'unreachable' });
  const [leader, follower] = [browser.open(), browser.open()];
  follower.queue.submit(write('m1'));
  await settled();
  const late = browser.open();
  await settled();
  expect([leader, follower, late].map((tab) => tab.waiting)).toEqual([['m1'], ['m1'], ['m1']]);
  expect([leader, follower, late].map((tab) => tab.notes)).toEqual([['m1'], ['m1'], ['m1']]);
});

test('a tab that closes hands over what it had not sent', async () => {
  const browser = new Browser();
  browser.answer = () => Promise.resolve({ kind: 'unreachable' });
  const [leader, follower] = [browser.open(), browser.open()];
  leader.queue.submit(write('m1'));
  follower.queue.submit(write('m2'));
  await settled();
  browser.sent.length = 0;
  browser.answer = () => Promise.resolve({ kind: 'accepted', changes: [] });
  browser.close(leader);
  await settled();
  expect(browser.sent).toEqual(['m1', 'm2']);
  expect([follower.waiting, follower.notes]).toEqual([[], ['m1', 'm2']]);
});

test('a write made while nobody led yet reaches whoever leads next', async () => {
  const browser = new Browser();
  const [leader, second, third] = [browser.open(), browser.open(), browser.open()];
  leader.isAsleep = true;
  third.queue.submit(write('m1'));
  await settled();
  expect(browser.sent).toEqual([]);
  browser.close(leader);
  await settled();
  expect([second.queue.isLeading, third.queue.isLeading]).toEqual([true, false]);
  expect(browser.sent).toEqual(['m1']);
  expect([second.waiting, third.waiting]).toEqual([[], []]);
});

test('a leader that does not answer loses the lead, and follows when it wakes up', async () => {
  const browser = new Browser();
  const [leader, follower] = [browser.open(), browser.open()];
  leader.isAsleep = true;
  follower.queue.submit(write('m1'));
  await settled();
  leader.isAsleep = false;
  follower.patience?.();
  await settled();
  leader.queue.submit(write('m2'));
  await settled();
  expect([leader.queue.isLeading, follower.queue.isLeading]).toEqual([false, true]);
  expect(browser.sent).toEqual(['m1', 'm2']);
});

test('a leader that answers keeps the lead', async () => {
  const browser = new Browser();
  const follower = (browser.open(), browser.open());
  follower.queue.submit(write('m1'));
  await settled();
  expect(follower.patience).toBeNull();
});

test('an answer that the tab before us was waiting for does not undo newer news', async () => {
  const browser = new Browser();
  const old = { type: 'note', id: 'm1', object: { id: 'm1' } };
  browser.answer = () => new Promise(() => undefined);
  const [leader, follower] = [browser.open(), browser.open()];
  leader.queue.submit(write('m1'));
  await settled();
  // Done, and then removed by somebody else, of which the follower has heard.
  follower.replica.applyChanges([{ ...old, object: null }]);
  browser.answer = () => Promise.resolve({ kind: 'accepted', changes: [old] });
  browser.forgets = true;
  browser.close(leader);
  await settled();
  expect(browser.sent).toEqual(['m1', 'm1']);
  expect([follower.waiting, follower.notes]).toEqual([[], []]);
});

test('what the server refuses is told in every tab', async () => {
  const browser = new Browser();
  browser.answer = () => Promise.resolve({ kind: 'refused', refusal: { code: 'x', title: '不行' } });
  const [leader, follower] = [browser.open(), browser.open()];
  follower.queue.submit(write('m1'));
  await settled();
  expect([leader.told, follower.told]).toEqual([['不行'], ['不行']]);
  expect([leader.waiting, follower.waiting]).toEqual([[], []]);
});

test('a conflict is settled by whichever tab the person is at', async () => {
  const browser = new Browser();
  const operation: Operation = { ...write('m1'), effects: [], target: { type: 'note', id: 'n' }, seen_version: 1, before: { text: '甲' } };
  const theirs = { id: 'n', version: 2, text: '乙' };
  browser.answer = () => Promise.resolve({ kind: 'conflict', current: theirs, fields: ['text'], title: '别人改过' });
  const [leader, follower] = [browser.open(), browser.open()];
  follower.queue.submit(operation);
  await settled();
  expect(follower.replica.conflicts).toHaveLength(1);
  browser.answer = () => Promise.resolve({ kind: 'accepted', changes: [] });
  follower.queue.resolve({ mutation_id: 'm1', keeps: 'mine', new_mutation_id: 'm2' });
  await settled();
  expect(browser.sent).toEqual(['m1', 'm2']);
  expect([leader.replica.conflicts, follower.replica.conflicts]).toEqual([[], []]);
});

test('however tabs come, write and go: every write is sent once, unless its tab died waiting for the answer', async () => {
  const step = fc.record({ kind: fc.constantFrom('open', 'close', 'write', 'write', 'wait'), at: fc.nat({ max: 9 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const browser = new Browser();
      const written: string[] = [];
      browser.open();
      for (const { kind, at } of steps) {
        const tab = browser.tabs[at % browser.tabs.length];
        if (kind === 'open' && browser.tabs.length < 4) browser.open();
        else if (kind === 'wait') await settled();
        else if (tab && kind === 'write') {
          written.push(`m${String(written.length).padStart(3, '0')}`);
          tab.queue.submit(write(written.at(-1) ?? ''));
        } else if (tab && kind === 'close' && browser.tabs.length > 1) {
          // What a tab has posted arrives; what it is sending is answered.
          await settled();
          browser.close(tab);
        }
      }
      await settled();
      expect([...browser.sent].sort()).toEqual(written);
      for (const tab of browser.tabs) expect([tab.waiting, tab.notes]).toEqual([[], written]);
    }),
    { numRuns: 60 },
  );
});
