/** Where a replica survives a restart; each platform brings its own. */
import type { Conflict, Operation, SavedQueue, SavedState, StoredObject } from './types.ts';

export interface ObjectToStore {
  readonly type: string;
  readonly id: string;
  /** Null: remove it. */
  readonly object: StoredObject | null;
}

export interface ReplicaStorage {
  load(): Promise<SavedState | null>;
  /** The cursor never goes in before the objects, or it would promise objects we do not have. */
  saveObjects(objects: readonly ObjectToStore[], cursor: number | null): Promise<void>;
  /** What another tab may have added to the queue since. */
  loadQueue(): Promise<SavedQueue>;
  /** The queue is small: it is written as a whole, before a write counts as taken. */
  saveQueue(operations: readonly Operation[], conflicts: readonly Conflict[]): Promise<void>;
  clear(): Promise<void>;
}
