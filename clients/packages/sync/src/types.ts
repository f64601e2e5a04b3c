/** The words of the sync core: objects, effects, operations and how they end. */

export type Fields = Readonly<Record<string, unknown>>;

/** Any object of the store; `version` is there when the server counts one. */
export interface StoredObject {
  readonly id: string;
  readonly version?: number;
}

/** One object as the server has it now; null when it left what we may see. */
export interface Change {
  readonly type: string;
  readonly id: string;
  readonly object: StoredObject | null;
  /** The answer holds only some fields: keep the others we know. */
  readonly partial?: boolean;
}

/** What an operation does to one object while it waits for the server. */
export type Effect =
  | { readonly action: 'create'; readonly type: string; readonly id: string; readonly object: StoredObject }
  | { readonly action: 'merge'; readonly type: string; readonly id: string; readonly fields: Fields }
  | { readonly action: 'remove'; readonly type: string; readonly id: string };

export interface OperationRequest {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body: Fields | null;
}

/** A write the user has made: plain data, so that it survives a restart of the browser. */
export interface Operation {
  /** Sent as idempotency key: however often it is sent, it happens once. */
  readonly mutation_id: string;
  /** Name of the command, "task.update". */
  readonly kind: string;
  readonly request: OperationRequest;
  readonly effects: readonly Effect[];
  /** The object whose version the server compares. */
  readonly target: { readonly type: string; readonly id: string } | null;
  readonly seen_version: number | null;
  /** The fields we overwrite, as we saw them: tells a real conflict from an echo of our own writes. */
  readonly before: Fields;
  readonly queued_at: string;
}

export interface Refusal {
  readonly code: string;
  readonly title: string;
}

/** How one attempt to send an operation ended. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly changes: readonly Change[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'conflict'; readonly current: StoredObject; readonly fields: readonly string[]; readonly title: string }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed_out' };

/** An operation the server turned down because somebody else was faster; waits for a person to choose. */
export interface Conflict {
  readonly operation: Operation;
  readonly current: StoredObject;
  readonly fields: readonly string[];
  readonly title: string;
}

/** An operation that was rolled back, to be told to the person. */
export interface Rollback {
  readonly operation: Operation;
  readonly refusal: Refusal;
}

/** The writes that wait, and those that wait for a person. */
export interface SavedQueue {
  readonly operations: readonly Operation[];
  readonly conflicts: readonly Conflict[];
}

export interface SavedState extends SavedQueue {
  readonly cursor: number | null;
  readonly objects: readonly { readonly type: string; readonly object: StoredObject }[];
}
