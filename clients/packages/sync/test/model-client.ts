/** A client with a broken network: every message may be lost on the way there, lost on the way back, or come late. */
import { Replica, SyncEngine, type News, type Operation, type Outcome, type Rollback, type SavedState } from '../src/index.ts';
import type { ModelServer, Note } from './model-server.ts';

export type Fault = 'none' | 'lost_before' | 'lost_after' | 'twice';

export class ModelClient {
  replica = new Replica();
  readonly rollbacks: Rollback[] = [];
  readonly submitted: string[] = [];
  readonly name: string;
  readonly #server: ModelServer;
  #engine: SyncEngine;
  #faults: Fault[] = [];
  #timers: (() => void)[] = [];
  #nextId = 1;

  constructor(name: string, server: ModelServer) {
    this.name = name;
    this.#server = server;
    this.replica.cursor = 0;
    this.#engine = this.#connect();
  }

  /** The next calls to the server go wrong like this; afterwards the network is fine. */
  breakNetwork(faults: readonly Fault[]): void {
    this.#faults = [...faults];
  }

  create(fields: Readonly<Record<string, string>>): string {
    const id = this.#newId();
    this.#submit('POST', id, fields, [{ action: 'create', type: 'note', id, object: { id, version: 0, ...fields } }]);
    return id;
  }

  edit(id: string, fields: Readonly<Record<string, string>>): void {
    if (!this.note(id)) return;
    this.#submit('PATCH', id, fields, [{ action: 'merge', type: 'note', id, fields }]);
  }

  remove(id: string): void {
    if (!this.note(id)) return;
    this.#submit('DELETE', id, {}, [{ action: 'remove', type: 'note', id }]);
  }

  note(id: string): Note | undefined {
    return this.replica.table('note').get(id) as Note | undefined;
  }

  /** Lets due retries happen once. */
  async work(): Promise<void> {
    const timers = this.#timers;
    this.#timers = [];
    for (const timer of timers) timer();
    await this.#engine.pull();
    await this.#engine.push();
  }

  /** Kills the tab and opens it again with what was stored. */
  restart(): void {
    const saved = JSON.parse(JSON.stringify(this.replica.save())) as SavedState;
    this.#engine.stop();
    this.#timers = [];
    this.replica = new Replica();
    this.replica.restore(saved);
    this.#engine = this.#connect();
  }

  settleConflicts(choice: 'mine' | 'theirs'): void {
    for (const { operation } of [...this.replica.conflicts]) {
      if (choice === 'theirs') this.replica.useTheirs(operation.mutation_id);
      else this.replica.keepMine(operation.mutation_id, this.#newId());
    }
  }

  #newId(): string {
    this.#nextId += 1;
    return `${this.name}-${this.#nextId}`;
  }

  #submit(method: 'POST' | 'PATCH' | 'DELETE', id: string, fields: Readonly<Record<string, string>>, effects: Operation['effects']): void {
    const seen = this.note(id);
    const mutationId = this.#newId();
    this.submitted.push(mutationId);
    this.#engine.submit({
      mutation_id: mutationId,
      kind: 'note.write',
      request: { method, path: `/notes/${id}`, body: fields },
      effects,
      target: { type: 'note', id },
      seen_version: seen && seen.version > 0 ? seen.version : null,
      before: Object.fromEntries(Object.keys(fields).map((field) => [field, seen?.[field]])),
      queued_at: '',
    });
  }

  #connect(): SyncEngine {
    return new SyncEngine(this.replica, {
      push: (operation) => this.#push(operation),
      pull: (since) => this.#pull(since),
      reload: () => Promise.resolve(true),
      schedule: (callback) => {
        this.#timers.push(callback);
        return () => {
          this.#timers = this.#timers.filter((timer) => timer !== callback);
        };
      },
      random: () => 0.5,
      onChange: () => undefined,
      onRollback: (rollbacks) => this.rollbacks.push(...rollbacks),
      onSignedOut: () => undefined,
    });
  }

  async #push(operation: Operation): Promise<Outcome> {
    const fault = this.#faults.shift() ?? 'none';
    await Promise.resolve();
    if (fault === 'lost_before') return { kind: 'unreachable' };
    const outcome = this.#server.handle(operation);
    if (fault === 'twice') this.#server.handle(operation);
    await Promise.resolve();
    return fault === 'lost_after' ? { kind: 'unreachable' } : outcome;
  }

  async #pull(since: number): Promise<News | null> {
    const fault = this.#faults.shift() ?? 'none';
    if (fault === 'lost_before') return null;
    const news = { cursor: this.#server.seq, reset: false, changes: this.#server.changesSince(since), more: false };
    // The answer travels while other clients go on writing.
    await Promise.resolve();
    await Promise.resolve();
    return fault === 'lost_after' ? null : news;
  }
}
