/** Keeps a replica in IndexedDB: objects with their cursor, and the queue of writes. */
import type { Conflict, ObjectToStore, Operation, ReplicaStorage, SavedQueue, SavedState, StoredObject } from '@quncheng/sync';

const OBJECTS = 'objects';
const META = 'meta';
const SCHEMA_VERSION = 1;
/** So many objects go in at a time, and the page can answer in between. */
const SLICE = 50;

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
      done(transaction.objectStore(META).get('queue') as IDBRequest<SavedQueue | undefined>),
    ]);
    if (!cursor && !queue) return null;
    // Without its cursor the store was being rewritten when the page was closed: only the queue is whole.
    return { cursor: cursor?.cursor ?? null, objects: cursor ? rows : [], operations: queue?.operations ?? [], conflicts: queue?.conflicts ?? [] };
  }

  async function isLastWriter(): Promise<boolean> {
    const meta = database.transaction(META).objectStore(META);
    const last = await done(meta.get('cursor') as IDBRequest<CursorRow | undefined>);
    return last?.writer === writer;
  }

  async function empty(): Promise<void> {
    const transaction = database.transaction([OBJECTS, META], 'readwrite');
    const finished = completed(transaction);
    transaction.objectStore(OBJECTS).clear();
    transaction.objectStore(META).delete('cursor');
    await finished;
  }

  async function put(objects: readonly ObjectToStore[], row: CursorRow | null): Promise<void> {
    const transaction = database.transaction([OBJECTS, META], 'readwrite');
    const finished = completed(transaction);
    const store = transaction.objectStore(OBJECTS);
    for (const { type, id, object } of objects) {
      if (object) store.put({ type, id, object });
      else store.delete([type, id]);
    }
    if (row) transaction.objectStore(META).put(row, 'cursor');
    await finished;
  }

  /** The cursor goes in last: objects ahead of it come once more with the next news, objects behind it never would. */
  async function writeObjects(touched: readonly ObjectToStore[], cursor: number | null): Promise<void> {
    const isOurs = await isLastWriter();
    // Our changes alone would not fit to what another tab left behind.
    if (!isOurs) await empty();
    const objects = isOurs ? touched : readAll().objects.map(({ type, object }) => ({ type, id: object.id, object }));
    for (let start = 0; start === 0 || start < objects.length; start += SLICE) {
      if (isClosed) return;
      const isLast = start + SLICE >= objects.length;
      await put(objects.slice(start, start + SLICE), isLast ? { cursor, writer } : null);
    }
  }

  let writing = Promise.resolve();

  /** One after the other, so that an older state never overtakes a newer one. */
  function saveObjects(objects: readonly ObjectToStore[], cursor: number | null): Promise<void> {
    const done = writing.then(() => (isClosed ? undefined : writeObjects(objects, cursor)));
    writing = done.catch(() => undefined);
    return done;
  }

  async function saveQueue(operations: readonly Operation[], conflicts: readonly Conflict[]): Promise<void> {
    if (isClosed) return;
    const transaction = database.transaction(META, 'readwrite');
    const finished = completed(transaction);
    transaction.objectStore(META).put({ operations, conflicts } satisfies SavedQueue, 'queue');
    await finished;
  }

  async function loadQueue(): Promise<SavedQueue> {
    if (isClosed) return { operations: [], conflicts: [] };
    const queue = await done(database.transaction(META).objectStore(META).get('queue') as IDBRequest<SavedQueue | undefined>);
    return queue ?? { operations: [], conflicts: [] };
  }

  async function clear(): Promise<void> {
    isClosed = true;
    database.close();
    await done(indexedDB.deleteDatabase(name));
  }

  return { load, loadQueue, saveObjects, saveQueue, clear };
}
