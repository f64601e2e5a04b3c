/** One queue for all tabs of a browser: one tab leads and sends, the others follow it and hand over what they write. */
import type { SyncEngine } from './engine.ts';
import type { Replica } from './replica.ts';
import type { Conflict, Operation, Rollback, SavedQueue } from './types.ts';

export type TabMessage =
  | { readonly kind: 'write'; readonly operation: Operation }
  | { readonly kind: 'resolve'; readonly choice: ConflictChoice }
  /** The leader's queue after every change; for the others it is the truth. */
  | { readonly kind: 'queue'; readonly operations: readonly Operation[]; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'rollback'; readonly rollbacks: readonly Rollback[] }
  /** A tab that has just come wants to know the queue. */
  | { readonly kind: 'ask' }
  /** A new leader wants the writes that the last one has not confirmed. */
  | { readonly kind: 'hand_over' };

export interface ConflictChoice {
  readonly mutation_id: string;
  readonly keeps: 'mine' | 'theirs';
  readonly new_mutation_id: string;
}

export interface TabPorts {
  post(message: TabMessage): void;
  /** Makes this tab the leader although another holds the lead: that one is asleep. */
  takeOver(): void;
  /** Calls back later; returns how to cancel. */
  schedule(callback: () => void, milliseconds: number): () => void;
  onChange(): void;
  onRollback(rollbacks: readonly Rollback[]): void;
}

/** A leader answers a write in the same moment; one that does not has been suspended by its browser. */
const LEADER_PATIENCE_MS = 3_000;

export class TabQueue {
  #isLeading = false;
  #hasJoined = false;
  /** Writes of this tab that no leader has shown in its queue yet. */
  #unconfirmed: readonly Operation[] = [];
  #told: SavedQueue = { operations: [], conflicts: [] };
  #cancelTakeOver: (() => void) | null = null;
  readonly #replica: Replica;
  readonly #engine: SyncEngine;
  readonly #ports: TabPorts;

  constructor(replica: Replica, engine: SyncEngine, ports: TabPorts) {
    this.#replica = replica;
    this.#engine = engine;
    this.#ports = ports;
  }

  get isLeading(): boolean {
    return this.#isLeading;
  }

  /** From now on writes leave this tab; until then it is not sure whose they are. */
  join(): void {
    this.#hasJoined = true;
    this.#ports.post({ kind: 'ask' });
    this.#handOver();
  }

  /** The tab that led is gone; `saved` is what it left in the store. */
  lead(saved: SavedQueue): void {
    this.#isLeading = true;
    this.#stopWaiting();
    this.#unconfirmed = [];
    this.#replica.mirror(merge(saved.operations, this.#replica.operations), merge(saved.conflicts, this.#replica.conflicts));
    this.#engine.lead();
    this.#ports.post({ kind: 'hand_over' });
    this.#tell();
    this.#ports.onChange();
    void this.#engine.push();
  }

  /** Another tab has taken the lead. */
  follow(): void {
    this.#isLeading = false;
    this.#engine.follow();
    this.#ports.post({ kind: 'ask' });
  }

  submit(operation: Operation): void {
    if (!this.#isLeading) this.#unconfirmed = [...this.#unconfirmed, operation];
    this.#engine.submit(operation);
    if (!this.#isLeading && this.#hasJoined) {
      this.#ports.post({ kind: 'write', operation });
      this.#waitForLeader();
    }
  }

  resolve(choice: ConflictChoice): void {
    if (!this.#isLeading) return this.#ports.post({ kind: 'resolve', choice });
    if (choice.keeps === 'mine') this.#replica.keepMine(choice.mutation_id, choice.new_mutation_id);
    else this.#replica.useTheirs(choice.mutation_id);
    this.#ports.onChange();
    void this.#engine.push();
  }

  /** Call after every change: whoever follows is told when it was one of the queue. */
  changed(): void {
    const { operations, conflicts } = this.#replica;
    if (this.#isLeading && (operations !== this.#told.operations || conflicts !== this.#told.conflicts)) this.#tell();
  }

  /** Every tab says it, since nobody looks at the one that leads. */
  rolledBack(rollbacks: readonly Rollback[]): void {
    this.#ports.post({ kind: 'rollback', rollbacks });
  }

  receive(message: TabMessage): void {
    if (this.#isLeading) this.#receiveLeading(message);
    else this.#receiveFollowing(message);
  }

  stop(): void {
    this.#stopWaiting();
  }

  #receiveLeading(message: TabMessage): void {
    if (message.kind === 'write') this.#take(message.operation);
    else if (message.kind === 'resolve') this.resolve(message.choice);
    else if (message.kind === 'ask') this.#tell();
  }

  #receiveFollowing(message: TabMessage): void {
    if (message.kind === 'queue') this.#mirror(message);
    else if (message.kind === 'rollback') this.#ports.onRollback(message.rollbacks);
    else if (message.kind === 'hand_over' && this.#hasJoined) this.#handOver();
  }

  #take(operation: Operation): void {
    if (this.#replica.operations.some((known) => isSameWrite(known, operation))) this.#tell();
    else this.#engine.submit(operation);
  }

  #mirror({ operations, conflicts }: SavedQueue): void {
    this.#unconfirmed = this.#unconfirmed.filter((own) => !operations.some((known) => isSameWrite(known, own)));
    if (this.#unconfirmed.length === 0) this.#stopWaiting();
    const hasEnded = this.#replica.mirror([...operations, ...this.#unconfirmed], conflicts);
    this.#ports.onChange();
    if (hasEnded) void this.#engine.pull();
  }

  #handOver(): void {
    for (const operation of this.#unconfirmed) this.#ports.post({ kind: 'write', operation });
    if (this.#unconfirmed.length > 0) this.#waitForLeader();
  }

  #tell(): void {
    const { operations, conflicts } = this.#replica;
    this.#told = { operations, conflicts };
    this.#ports.post({ kind: 'queue', operations, conflicts });
  }

  #waitForLeader(): void {
    this.#cancelTakeOver ??= this.#ports.schedule(() => {
      this.#cancelTakeOver = null;
      this.#ports.takeOver();
    }, LEADER_PATIENCE_MS);
  }

  #stopWaiting(): void {
    this.#cancelTakeOver?.();
    this.#cancelTakeOver = null;
  }
}

/** Another attempt after a refusal carries a number behind its id. */
function stemOf(mutationId: string): string {
  return mutationId.split('.')[0] ?? mutationId;
}

function isSameWrite(left: Operation, right: Operation): boolean {
  return stemOf(left.mutation_id) === stemOf(right.mutation_id);
}

function idOf(one: Operation | Conflict): string {
  return stemOf('operation' in one ? one.operation.mutation_id : one.mutation_id);
}

/** Ids sort by the time at which they were made. */
function merge<Kind extends Operation | Conflict>(saved: readonly Kind[], own: readonly Kind[]): readonly Kind[] {
  const missing = saved.filter((one) => !own.some((known) => idOf(known) === idOf(one)));
  return [...missing, ...own].sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1));
}
