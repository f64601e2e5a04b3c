/** Drives a replica: sends what waits, one after the other, asks for news, and tries again after failures. */
import type { Replica } from './replica.ts';
import type { Change, Operation, Outcome, Rollback } from './types.ts';

export interface News {
  readonly cursor: number;
  /** The server cannot tell what changed: load everything again. */
  readonly reset: boolean;
  readonly changes: readonly Change[];
  readonly more: boolean;
}

export interface EnginePorts {
  /** Sends one operation; never throws. */
  push(operation: Operation): Promise<Outcome>;
  /** Asks for what changed since; null when nobody answered. */
  pull(since: number): Promise<News | null>;
  /** Loads everything again after a reset and sets the cursor; false when nobody answered. */
  reload(): Promise<boolean>;
  /** Calls back later; returns how to cancel. */
  schedule(callback: () => void, milliseconds: number): () => void;
  random(): number;
  onChange(): void;
  onRollback(rollbacks: readonly Rollback[]): void;
  onSignedOut(): void;
}

export type LinkState = 'online' | 'offline';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
const MAX_PAGES = 200;

export class SyncEngine {
  link: LinkState = 'online';
  readonly #replica: Replica;
  readonly #ports: EnginePorts;
  #running: Promise<void> | null = null;
  #wanted = { push: false, pull: false };
  #failures = 0;
  #cancelRetry: (() => void) | null = null;
  #stopped = false;
  #isSending = true;
  /** Writes that another tab may have sent already: their answers may be older than the news we have. */
  #inherited: ReadonlySet<string> = new Set();

  constructor(replica: Replica, ports: EnginePorts) {
    this.#replica = replica;
    this.#ports = ports;
  }

  /** Puts a write into the queue and sends it as soon as possible. */
  submit(operation: Operation): void {
    this.#replica.enqueue(operation);
    this.#ports.onChange();
    void this.push();
  }

  push(): Promise<void> {
    this.#wanted.push = true;
    return this.#run();
  }

  /** Asks for news, once everything that waits has been sent. */
  pull(): Promise<void> {
    this.#wanted.pull = true;
    return this.#run();
  }

  /** The network may be back: try now instead of waiting for the next retry. */
  wake(): Promise<void> {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#wanted = { push: true, pull: true };
    return this.#run();
  }

  /** Another tab sends; this one only asks for news. */
  follow(): void {
    this.#isSending = false;
  }

  /** Sends from now on, what already waits included. */
  lead(): void {
    this.#inherited = new Set(this.#replica.operations.map((operation) => operation.mutation_id));
    this.#isSending = true;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  #run(): Promise<void> {
    if (this.#stopped || this.#cancelRetry) return Promise.resolve();
    this.#running ??= this.#work();
    return this.#running;
  }

  async #work(): Promise<void> {
    try {
      while (!this.#stopped && (this.#wanted.push || this.#wanted.pull)) {
        const wanted = this.#wanted;
        this.#wanted = { push: false, pull: false };
        // Always the writes first: one of them may have reached the server before a restart, and a repeated write gets the
        // answer of then. Read after newer news, that answer would bring back what the news removed, for good.
        const reached = (await this.#pushAll()) && (!wanted.pull || (await this.#pullAll()));
        this.#setLink(reached ? 'online' : 'offline');
        if (!reached) return this.#retryLater();
      }
    } finally {
      // In the same moment in which nothing is wanted any more: a wish of the next moment would be forgotten.
      this.#running = null;
    }
  }

  async #pushAll(): Promise<boolean> {
    for (let operation = this.#replica.operations[0]; operation && this.#isSending && !this.#stopped; operation = this.#replica.operations[0]) {
      const outcome = await this.#ports.push(operation);
      if (outcome.kind === 'unreachable') return false;
      if (outcome.kind === 'signed_out') {
        this.stop();
        this.#ports.onSignedOut();
        return true;
      }
      const rollbacks = this.#replica.settle(operation.mutation_id, this.#trusted(operation, outcome));
      this.#ports.onChange();
      if (rollbacks.length > 0) this.#ports.onRollback(rollbacks);
      this.#wanted.pull = true;
    }
    return true;
  }

  /** An inherited write shows its effects until the next news instead of an answer that may be outdated. */
  #trusted(operation: Operation, outcome: Outcome): Outcome {
    return outcome.kind === 'accepted' && this.#inherited.has(operation.mutation_id) ? { kind: 'accepted', changes: [] } : outcome;
  }

  async #pullAll(): Promise<boolean> {
    const lingering = this.#replica.beginPull();
    for (let page = 0; page < MAX_PAGES; page += 1) {
      if (this.#replica.cursor === null) return true;
      const news = await this.#ports.pull(this.#replica.cursor);
      if (!news) return false;
      if (news.reset) {
        if (!(await this.#ports.reload())) return false;
      } else {
        this.#replica.applyChanges(news.changes);
        this.#replica.cursor = news.cursor;
      }
      if (!news.more || news.reset) break;
    }
    this.#replica.endPull(lingering);
    this.#ports.onChange();
    return true;
  }

  #setLink(link: LinkState): void {
    if (link === 'online') this.#failures = 0;
    if (link === this.link) return;
    this.link = link;
    this.#ports.onChange();
  }

  #retryLater(): void {
    const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#cancelRetry = this.#ports.schedule(
      () => {
        void this.wake();
      },
      ceiling * (0.5 + this.#ports.random() / 2),
    );
  }
}
