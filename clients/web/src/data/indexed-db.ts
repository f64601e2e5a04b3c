/** Keeps a replica in IndexedDB: objects with their cursor, and the queue of writes. */
import type { Conflict, ObjectToStore, Operation, ReplicaStorage, SavedState, StoredObject } from '@quncheng/sync';

const OBJECTS = 'objects';
const META = 'meta';
const SCHEMA_VERSION = 1;

interface ObjectRow {
  readonly type: string;
  readonly id: string;
  readonly object: StoredObject;
}

interface CursorRow {
  readonly cursor: number | null;
  /** The tab that wrote last. */
  readonly writer: string;
}

interface QueueRow {
  readonly operations: readonly Operation[];
  readonly conflicts: readonly Conflict[];
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB failed'));
    };
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('IndexedDB aborted'));
    };
  });
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, SCHEMA_VERSION);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(OBJECTS, { keyPath: ['type', 'id'] });
    request.result.createObjectStore(META);
  };
  return done(request);
}

/** `readAll` gives the full state, for when another tab has written in between. */
export async function openReplicaStorage(name: string, readAll: () => SavedState): Promise<ReplicaStorage> {
  const database = await open(name);
  const writer = String(Math.random());
  let isClosed = false;
  // Another tab signs out and wants to delete the data.
  database.onversionchange = () => {
    isClosed = true;
    database.close();
  };

  async function load(): Promise<SavedState | null> {
    const transaction = database.transaction([OBJECTS, META]);
    const [rows, cursor, queue] = await Promise.all([
      done(transaction.objectStore(OBJECTS).getAll() as IDBRequest<ObjectRow[]>),
      done(transaction.objectStore(META).get('cursor') as IDBRequest<CursorRow | undefined>),
      done(transaction.objectStore(META).get('queue') as IDBRequest<QueueRow | undefined>),
    ]);
    if (!cursor) return null;
    return { cursor: cursor.cursor, objects: rows, operations: queue?.operations ?? [], conflicts: queue?.conflicts ?? [] };
  }

  async function saveObjects(objects: readonly ObjectToStore[], cursor: number | null): Promise<void> {
    if (isClosed) return;
    const transaction = database.transaction([OBJECTS, META], 'readwrite');
    const finished = completed(transaction);
    const store = transaction.objectStore(OBJECTS);
    const meta = transaction.objectStore(META);
    const last = await done(meta.get('cursor') as IDBRequest<CursorRow | undefined>);
    if (last?.writer === writer) {
      for (const { type, id, object } of objects) {
        if (object) store.put({ type, id, object });
        else store.delete([type, id]);
      }
    } else {
      // Our changes alone would not fit to what the other tab left behind.
      store.clear();
      for (const { type, object } of readAll().objects) store.put({ type, id: object.id, object });
    }
    meta.put({ cursor, writer } satisfies CursorRow, 'cursor');
    await finished;
  }

  async function saveQueue(operations: readonly Operation[], conflicts: readonly Conflict[]): Promise<void> {
    if (isClosed) return;
    const transaction = database.transaction(META, 'readwrite');
    const finished = completed(transaction);
    transaction.objectStore(META).put({ operations, conflicts } satisfies QueueRow, 'queue');
    await finished;
  }

  async function clear(): Promise<void> {
    isClosed = true;
    database.close();
    await done(indexedDB.deleteDatabase(name));
  }

  return { load, saveObjects, saveQueue, clear };
}
