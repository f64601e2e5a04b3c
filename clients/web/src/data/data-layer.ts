/** One signed-in member's data: local replica, its engine, its storage and the live link. */
import { ApiProblem, type Caller, type ChangeType, type Me, type Snapshot } from '@quncheng/api';
import { Replica, SyncEngine, TabQueue, type Change, type Operation, type ReplicaStorage, type Rollback, type SavedQueue } from '@quncheng/sync';
import { fromMe, fromMyWork, fromSnapshot, fromSync, fromTaskDetail } from './answers.ts';
import { openLiveLink } from './live.ts';
import { createPush } from './push.ts';
import type { StoreType, StoreTypes } from './store-types.ts';
import type { TabEvents, TabLink } from './tab-link.ts';

const SAVE_DELAY_MS = 500;
const REFRESH_ME_MS = 600_000;
const NO_WRITES: SavedQueue = { operations: [], conflicts: [] };

export interface DataLayerEvents {
  readonly onRollback: (rollbacks: readonly Rollback[]) => void;
  readonly onSignedOut: () => void;
  /** From now on nothing survives closing the page. */
  readonly onStorageFailed: () => void;
}

export interface DataLayerParts {
  readonly caller: Caller;
  readonly events: DataLayerEvents;
  readonly openStorage: (readAll: () => ReturnType<Replica['save']>) => Promise<ReplicaStorage | null>;
  /** To the other tabs of this member; null where there can be none. */
  readonly openTabs: (events: TabEvents) => TabLink | null;
}

export class DataLayer {
  readonly caller: Caller;
  readonly #replica = new Replica();
  readonly #engine: SyncEngine;
  readonly #tabs: TabQueue;
  readonly #tabLink: TabLink | null;
  readonly #parts: DataLayerParts;
  readonly #listeners = new Set<() => void>();
  readonly #newsListeners = new Set<(types: ReadonlySet<ChangeType>) => void>();
  readonly #loading = new Map<string, Promise<void>>();
  #storage: ReplicaStorage | null = null;
  #stopListening: (() => void) | null = null;
  #saveTimer: ReturnType<typeof setTimeout> | null = null;
  #savedQueue: SavedQueue = NO_WRITES;
  #revision = 0;
  #isFromMemory = false;

  constructor(parts: DataLayerParts) {
    this.caller = parts.caller;
    this.#parts = parts;
    this.#engine = new SyncEngine(this.#replica, {
      push: createPush(parts.caller),
      pull: (since) => this.#pull(since),
      reload: () => this.#reload(),
      schedule,
      random: Math.random,
      onChange: () => {
        this.#changed();
      },
      onRollback: (rollbacks) => {
        parts.events.onRollback(rollbacks);
        this.#tabs.rolledBack(rollbacks);
      },
      onSignedOut: parts.events.onSignedOut,
    });
    this.#tabLink = parts.openTabs({
      onMessage: (message) => this.#tabs.receive(message),
      onLead: () => void this.#lead(),
      onLeadLost: () => this.#tabs.follow(),
    });
    this.#tabs = new TabQueue(this.#replica, this.#engine, {
      post: (message) => this.#tabLink?.post(message),
      takeOver: () => this.#tabLink?.takeLead(),
      schedule,
      onChange: () => this.#changed(),
      onRollback: parts.events.onRollback,
    });
    if (this.#tabLink) this.#engine.follow();
    else this.#tabs.lead(NO_WRITES);
  }

  /** Brings back what this device knew; true when there was something. */
  async restore(): Promise<boolean> {
    this.#storage = await this.#parts.openStorage(() => this.#replica.save());
    const saved = await this.#storage?.load();
    if (saved) this.#replica.restore(saved);
    this.#isFromMemory = this.table('me').size > 0;
    return this.#isFromMemory;
  }

  takeMe(me: Me): void {
    this.#replica.replaceScope(fromMe(me), (type) => type === 'project_summary');
    this.#replica.cursor ??= me.seq;
    this.#changed();
  }

  /** From here on news comes by itself and waiting writes go out. */
  start(): void {
    if (this.#stopListening) return;
    this.#tabs.join();
    this.#tabLink?.seekLead();
    const wake = (): void => void this.#engine.wake();
    const wakeIfVisible = (): void => {
      if (document.visibilityState === 'visible') wake();
    };
    const live = openLiveLink({ onOpen: () => void this.#engine.push(), onNews: wake, onLost: () => void this.#engine.pull() });
    // The organization's day changes at midnight without any other news.
    const clock = setInterval(() => void this.#refreshMe(), REFRESH_ME_MS);
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wakeIfVisible);
    this.#stopListening = () => {
      live.close();
      clearInterval(clock);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wakeIfVisible);
    };
    // What was asked for a moment ago has no news yet; what this device kept may have.
    if (this.#isFromMemory) wake();
    else void this.#engine.push();
  }

  stop(): void {
    this.#engine.stop();
    this.#tabs.stop();
    this.#tabLink?.close();
    this.#stopListening?.();
    this.#stopListening = null;
    if (this.#saveTimer !== null) clearTimeout(this.#saveTimer);
  }

  /** Signing out leaves nothing behind on the device. */
  async forget(): Promise<void> {
    this.stop();
    await this.#storage?.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** For caches beside the store: tells of what kinds there was news. */
  onNews(listener: (types: ReadonlySet<ChangeType>) => void): void {
    this.#newsListeners.add(listener);
  }

  /** From the start of the session to its end. */
  get isRunning(): boolean {
    return this.#stopListening !== null;
  }

  table<Type extends StoreType>(type: Type): ReadonlyMap<string, StoreTypes[Type]> {
    return this.#replica.table(type) as ReadonlyMap<string, unknown> as ReadonlyMap<string, StoreTypes[Type]>;
  }

  tableRevision(type: StoreType): number {
    return this.#replica.revision(type);
  }

  /** Grows with everything, the queue and the link included. */
  get revision(): number {
    return this.#revision;
  }

  get link() {
    return this.#engine.link;
  }

  get waitingCount(): number {
    return this.#replica.operations.length;
  }

  get conflicts() {
    return this.#replica.conflicts;
  }

  submit(operation: Operation): void {
    this.#tabs.submit(operation);
  }

  resolveConflict(mutationId: string, keeps: 'mine' | 'theirs', newMutationId: string): void {
    this.#tabs.resolve({ mutation_id: mutationId, keeps, new_mutation_id: newMutationId });
  }

  /** Asks for news now, after a direct call changed something on the server. */
  refresh(): Promise<void> {
    return this.#engine.pull();
  }

  applyChanges(changes: readonly Change[]): void {
    this.#replica.applyChanges(changes);
    this.#changed();
  }

  /** All of a project: once from the server, from then on it stays true by itself. */
  openProject(projectId: string): Promise<void> {
    return this.table('loaded_project').has(projectId) ? Promise.resolve() : this.#once(`project ${projectId}`, () => this.#loadProject(projectId));
  }

  /** Description, comments, checklist, reports and abilities of one task. */
  openTask(taskId: string): Promise<void> {
    return this.#once(`task ${taskId}`, async () => {
      const detail = await this.caller.call('GET /tasks/{id}', { path: { id: taskId } });
      this.#replica.replaceScope(fromTaskDetail(detail), (type, object) => DETAIL_TYPES.includes(type) && Reflect.get(object, 'task_id') === taskId);
      this.#changed();
    });
  }

  openMyWork(): Promise<void> {
    return this.#once('my work', async () => {
      this.applyChanges(fromMyWork(await this.caller.call('GET /me/work', {})));
    });
  }

  /** What the tab before us left in the store may be more than we have heard of. */
  async #lead(): Promise<void> {
    const saved = await this.#storage?.loadQueue().catch(() => NO_WRITES);
    this.#tabs.lead(saved ?? NO_WRITES);
  }

  async #loadProject(projectId: string): Promise<void> {
    const snapshot = await this.caller.call('GET /snapshot', { query: { project_id: projectId } });
    this.#replica.replaceScope(fromSnapshot(snapshot), (type, object) => SNAPSHOT_TYPES.includes(type) && Reflect.get(object, 'project_id') === projectId);
    const known = this.#replica.cursor ?? snapshot.seq;
    this.#replica.cursor = Math.min(known, snapshot.seq);
    this.#changed();
    // News beyond the snapshot announces itself; what an older snapshot lacks has been announced already.
    if (snapshot.seq < known) void this.#engine.pull();
  }

  #once(key: string, load: () => Promise<void>): Promise<void> {
    const running = this.#loading.get(key);
    if (running) return running;
    const promise = load().finally(() => this.#loading.delete(key));
    this.#loading.set(key, promise);
    return promise;
  }

  async #pull(since: number) {
    try {
      const answer = await this.caller.call('GET /sync', { query: { since } });
      const types = new Set(answer.changes.map((change) => change.type));
      if (types.size > 0) for (const listener of this.#newsListeners) listener(types);
      if (types.has('project') || types.has('membership')) void this.#refreshMe();
      return { cursor: answer.seq, reset: answer.reset, changes: fromSync(answer.changes), more: answer.more };
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) {
        this.#engine.stop();
        this.#parts.events.onSignedOut();
      }
      return null;
    }
  }

  async #refreshMe(): Promise<void> {
    const me = await this.caller.call('GET /me', {}).catch(() => null);
    if (me) this.takeMe(me);
  }

  async #reload(): Promise<boolean> {
    try {
      const me = await this.caller.call('GET /me', {});
      const work = await this.caller.call('GET /me/work', {});
      const snapshots = await this.#reloadProjects();
      const changes = [...fromMe(me), ...fromMyWork(work), ...snapshots.flatMap(fromSnapshot)];
      this.#replica.replaceScope(changes, () => true);
      this.#replica.cursor = Math.min(me.seq, ...snapshots.map((snapshot) => snapshot.seq));
      return true;
    } catch {
      return false;
    }
  }

  /** A project we may no longer see is simply not among them. */
  async #reloadProjects(): Promise<readonly Snapshot[]> {
    const loading = [...this.table('loaded_project').keys()].map(async (projectId) => {
      try {
        return [await this.caller.call('GET /snapshot', { query: { project_id: projectId } })];
      } catch (error) {
        if (error instanceof ApiProblem && (error.status === 404 || error.status === 403)) return [];
        throw error;
      }
    });
    return (await Promise.all(loading)).flat();
  }

  #changed(): void {
    this.#revision += 1;
    this.#tabs.changed();
    for (const listener of this.#listeners) listener();
    this.#saveSoon();
  }

  #saveSoon(): void {
    // The tab that leads writes for all.
    if (!this.#storage || !this.#tabs.isLeading) return;
    this.#saveQueue(this.#storage);
    this.#saveTimer ??= setTimeout(() => {
      this.#saveTimer = null;
      if (document.visibilityState === 'visible') void this.#saveObjects();
    }, SAVE_DELAY_MS);
  }

  /** At once: a write the person made must survive whatever happens next. */
  #saveQueue(storage: ReplicaStorage): void {
    const { operations, conflicts } = this.#replica;
    if (operations === this.#savedQueue.operations && conflicts === this.#savedQueue.conflicts) return;
    this.#savedQueue = { operations, conflicts };
    storage.saveQueue(operations, conflicts).catch(this.#giveUpStorage);
  }

  async #saveObjects(): Promise<void> {
    const touched = this.#replica.takeTouched();
    const objects = touched.map(({ type, id }) => ({ type, id, object: this.#replica.confirmed(type).get(id) ?? null }));
    await this.#storage?.saveObjects(objects, this.#replica.cursor).catch(this.#giveUpStorage);
  }

  /** A full disk, most likely; the app goes on in memory. */
  readonly #giveUpStorage = (): void => {
    if (this.#storage === null) return;
    this.#storage = null;
    this.#parts.events.onStorageFailed();
  };
}

function schedule(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}

const SNAPSHOT_TYPES: readonly string[] = ['column', 'membership', 'task', 'dependency'];
const DETAIL_TYPES: readonly string[] = ['checklist_item', 'comment', 'progress_report'];
