/** Makes operations: the one place that gives them ids, versions and what was seen before. */
import { createId } from '@quncheng/domain';
import type { Effect, Fields, Operation, OperationRequest } from '@quncheng/sync';
import type { DataLayer } from '../data-layer.ts';
import type { StoreType, StoreTypes } from '../store-types.ts';

export interface Write {
  readonly kind: string;
  readonly request: OperationRequest;
  readonly effects: readonly Effect[];
  /** The versioned object it changes, with the fields it overwrites. */
  readonly target?: { readonly type: StoreType; readonly id: string; readonly fields: readonly string[] };
}

export interface Writer {
  readonly layer: DataLayer;
  newId(): string;
  /** The present instant, as the API writes it. */
  now(): string;
  submit(write: Write): void;
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

function readFields(object: object | undefined, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, object && Reflect.get(object, name)]));
}

function versionOf(object: object | undefined): number | null {
  const version: unknown = object && Reflect.get(object, 'version');
  return typeof version === 'number' && version > 0 ? version : null;
}

export function createWriter(layer: DataLayer): Writer {
  const newId = () => createId(Date.now(), randomBytes);
  const now = () => new Date().toISOString();
  return {
    layer,
    newId,
    now,
    submit({ kind, request, effects, target }) {
      const seen = target && layer.table(target.type).get(target.id);
      const operation: Operation = {
        mutation_id: newId(),
        kind,
        request,
        effects,
        target: target ? { type: target.type, id: target.id } : null,
        seen_version: versionOf(seen),
        before: readFields(seen, target?.fields ?? []),
        queued_at: now(),
      };
      layer.submit(operation);
    },
  };
}

export function create<Type extends StoreType>(type: Type, object: StoreTypes[Type] & { readonly id: string }): Effect {
  return { action: 'create', type, id: object.id, object };
}

export function merge<Type extends StoreType>(type: Type, id: string, fields: Partial<StoreTypes[Type]>): Effect {
  return { action: 'merge', type, id, fields: { ...fields } };
}

export function remove(type: StoreType, id: string): Effect {
  return { action: 'remove', type, id };
}
