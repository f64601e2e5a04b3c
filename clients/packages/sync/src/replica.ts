/** The local copy: what the server confirmed, plus what waits to be sent, is what the person sees. */
import type { Change, Conflict, Effect, Fields, Operation, Outcome, Refusal, Rollback, SavedState, StoredObject } from './types.ts';

export type Table = ReadonlyMap<string, StoredObject>;
export interface TouchedObject {
  readonly type: string;
  readonly id: string;
}

/** What an accepted operation did beyond its answer: shown until the server's own account of it has come. */
export type Lingering = readonly Effect[];

type Tables = Map<string, Map<string, StoredObject>>;

const NO_OBJECTS: Table = new Map();

function tableOf(tables: Tables, type: string): Map<string, StoredObject> {
  const known = tables.get(type);
  if (known) return known;
  const fresh = new Map<string, StoredObject>();
  tables.set(type, fresh);
  return fresh;
}

function applyEffect(object: StoredObject | undefined, effect: Effect): StoredObject | undefined {
  if (effect.action === 'remove') return undefined;
  if (effect.action === 'create') return object ?? effect.object;
  return object && { ...object, ...effect.fields, id: object.id };
}

function isOlder(incoming: StoredObject, known: StoredObject): boolean {
  return incoming.version !== undefined && known.version !== undefined && incoming.version < known.version;
}

/** A created object may come back under an id the server chose. */
function isAnswerTo(change: Change, effect: Effect): boolean {
  return change.type === effect.type && (change.id === effect.id || effect.action === 'create');
}

function touches(operation: Operation, created: ReadonlySet<string>): boolean {
  return operation.effects.some((effect) => created.has(effect.id)) || created.has(operation.target?.id ?? '');
}

/** Deterministic and free of I/O: the same calls in the same order give the same view. */
export class Replica {
  /** The server's sequence up to which everything is known; null before the first snapshot. */
  cursor: number | null = null;
  readonly #base: Tables = new Map();
  readonly #view: Tables = new Map();
  readonly #revisions = new Map<string, number>();
  #operations: readonly Operation[] = [];
  #lingering: readonly Lingering[] = [];
  #conflicts: readonly Conflict[] = [];
  #touched = new Map<string, TouchedObject>();

  table(type: string): Table {
    return this.#view.get(type) ?? NO_OBJECTS;
  }

  confirmed(type: string): Table {
    return this.#base.get(type) ?? NO_OBJECTS;
  }

  /** Grows with every change of the table's view. */
  revision(type: string): number {
    return this.#revisions.get(type) ?? 0;
  }

  get operations(): readonly Operation[] {
    return this.#operations;
  }

  get conflicts(): readonly Conflict[] {
    return this.#conflicts;
  }

  /** Confirmed objects that changed since the last call, for whoever stores them. */
  takeTouched(): readonly TouchedObject[] {
    const touched = [...this.#touched.values()];
    this.#touched = new Map();
    return touched;
  }

  enqueue(operation: Operation): void {
    this.#operations = [...this.#operations, operation];
    this.#redraw(operation.effects);
  }

  applyChanges(changes: readonly Change[]): void {
    for (const change of changes) this.#confirm(change);
    this.#redraw(changes);
  }

  /** Call before asking the server for news; give the result to `endPull` when all of it has been applied. */
  beginPull(): readonly Lingering[] {
    return this.#lingering;
  }

  endPull(known: readonly Lingering[]): void {
    this.#lingering = this.#lingering.filter((effects) => !known.includes(effects));
    this.#redraw(known.flat());
  }

  /** Takes over a full set of objects of one scope; what it no longer contains is gone. */
  replaceScope(changes: readonly Change[], isInScope: (type: string, object: StoredObject) => boolean): void {
    const kept = new Set(changes.map((change) => `${change.type} ${change.id}`));
    const gone: Change[] = [];
    for (const [type, table] of this.#base) {
      for (const [id, object] of table) {
        if (isInScope(type, object) && !kept.has(`${type} ${id}`)) gone.push({ type, id, object: null });
      }
    }
    this.applyChanges([...gone, ...changes]);
  }

  /** Ends an attempt to send; returns the operations that were rolled back by it. */
  settle(mutationId: string, outcome: Outcome): readonly Rollback[] {
    const operation = this.#operations.find((candidate) => candidate.mutation_id === mutationId);
    if (!operation) return [];
    if (outcome.kind === 'accepted') return this.#accept(operation, outcome.changes);
    if (outcome.kind === 'refused') return this.#refuse(operation, outcome.refusal);
    if (outcome.kind === 'conflict') this.#clash(operation, outcome);
    return [];
  }

  /** Takes over the queue as another tab has it; true when writes have ended there, whose effects stay until the next news. */
  mirror(operations: readonly Operation[], conflicts: readonly Conflict[]): boolean {
    const known = new Set(operations.map((operation) => operation.mutation_id));
    const ended = this.#operations.filter((operation) => !known.has(operation.mutation_id)).flatMap((operation) => operation.effects);
    const touched = [...this.#operations, ...operations].flatMap((operation) => operation.effects);
    if (ended.length > 0) this.#lingering = [...this.#lingering, ended];
    this.#operations = operations;
    this.#conflicts = conflicts;
    this.#redraw(touched);
    return ended.length > 0;
  }

  /** Sends my value again, now knowing theirs. */
  keepMine(mutationId: string, newMutationId: string): void {
    const conflict = this.#takeConflict(mutationId);
    if (conflict) this.enqueue(againstCurrent(conflict.operation, conflict.current, newMutationId));
  }

  useTheirs(mutationId: string): void {
    this.#takeConflict(mutationId);
  }

  save(): SavedState {
    const objects = [...this.#base].flatMap(([type, table]) => [...table.values()].map((object) => ({ type, object })));
    return { cursor: this.cursor, objects, operations: this.#operations, conflicts: this.#conflicts };
  }

  restore(saved: SavedState): void {
    this.cursor = saved.cursor;
    for (const { type, object } of saved.objects) {
      tableOf(this.#base, type).set(object.id, object);
      tableOf(this.#view, type).set(object.id, object);
      this.#revisions.set(type, this.revision(type) + 1);
    }
    this.#operations = saved.operations;
    this.#conflicts = saved.conflicts;
    this.#redraw(saved.operations.flatMap((operation) => operation.effects));
  }

  #accept(operation: Operation, changes: readonly Change[]): readonly Rollback[] {
    this.#drop(operation);
    for (const change of changes) this.#confirm(change);
    const lingering = operation.effects.filter((effect) => !changes.some((change) => isAnswerTo(change, effect)));
    if (lingering.length > 0) this.#lingering = [...this.#lingering, lingering];
    this.#followOwnVersion(operation, changes);
    this.#redraw([...operation.effects, ...changes]);
    return [];
  }

  #refuse(operation: Operation, refusal: Refusal): readonly Rollback[] {
    const lost: Operation[] = [operation];
    const created = new Set<string>();
    for (const candidate of this.#operations) {
      if (candidate !== operation && !touches(candidate, created)) continue;
      if (candidate !== operation) lost.push(candidate);
      for (const effect of candidate.effects) if (effect.action === 'create') created.add(effect.id);
    }
    this.#operations = this.#operations.filter((candidate) => !lost.includes(candidate));
    this.#redraw(lost.flatMap((candidate) => candidate.effects));
    return lost.map((candidate) => ({ operation: candidate, refusal }));
  }

  #clash(operation: Operation, outcome: Extract<Outcome, { kind: 'conflict' }>): void {
    const target = operation.target;
    if (target) this.#confirm({ ...target, object: outcome.current, partial: true });
    if (onlyEchoes(operation, outcome)) {
      // Nobody touched what we saw, the version moved for another reason: the same operation may go again.
      this.#replace(operation, againstCurrent(operation, outcome.current, nextAttempt(operation.mutation_id)));
    } else {
      this.#drop(operation);
      this.#conflicts = [...this.#conflicts, { operation, current: outcome.current, fields: outcome.fields, title: outcome.title }];
    }
    this.#redraw([...operation.effects, ...(target ? [target] : [])]);
  }

  /** Our own accepted write moved the version by one; what we queued after it has seen that. */
  #followOwnVersion(operation: Operation, changes: readonly Change[]): void {
    const { target, seen_version } = operation;
    if (!target) return;
    const now = changes.find((change) => change.type === target.type && change.id === target.id)?.object?.version;
    if (now === undefined) return;
    const isOwnStep = seen_version === null || now === seen_version + 1;
    if (!isOwnStep) return;
    this.#operations = this.#operations.map((later) =>
      later.target?.id === target.id && later.seen_version === seen_version ? { ...later, seen_version: now } : later,
    );
  }

  #takeConflict(mutationId: string): Conflict | undefined {
    const conflict = this.#conflicts.find((candidate) => candidate.operation.mutation_id === mutationId);
    this.#conflicts = this.#conflicts.filter((candidate) => candidate !== conflict);
    return conflict;
  }

  #drop(operation: Operation): void {
    this.#operations = this.#operations.filter((candidate) => candidate !== operation);
  }

  #replace(operation: Operation, next: Operation): void {
    this.#operations = this.#operations.map((candidate) => (candidate === operation ? next : candidate));
  }

  #confirm(change: Change): void {
    const table = tableOf(this.#base, change.type);
    const known = table.get(change.id);
    if (change.object === null) table.delete(change.id);
    else if (known && isOlder(change.object, known)) return;
    else table.set(change.id, change.partial && known ? { ...known, ...change.object } : change.object);
    this.#touched.set(`${change.type} ${change.id}`, { type: change.type, id: change.id });
  }

  #redraw(keys: readonly TouchedObject[]): void {
    const waiting = [...this.#lingering, ...this.#operations.map((operation) => operation.effects)];
    for (const { type, id } of keys) {
      let object = this.#base.get(type)?.get(id);
      for (const effects of waiting) {
        for (const effect of effects) {
          if (effect.id === id && effect.type === type) object = applyEffect(object, effect);
        }
      }
      const table = tableOf(this.#view, type);
      if (table.get(id) === object) continue;
      if (object) table.set(id, object);
      else table.delete(id);
      this.#revisions.set(type, this.revision(type) + 1);
    }
  }
}

function onlyEchoes(operation: Operation, outcome: Extract<Outcome, { kind: 'conflict' }>): boolean {
  const current = fieldsOf(outcome.current);
  if (outcome.current.version === operation.seen_version) return false;
  return outcome.fields.every((field) => !(field in operation.before) || isSame(current[field], operation.before[field]));
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function againstCurrent(operation: Operation, current: StoredObject, mutationId: string): Operation {
  const now = fieldsOf(current);
  const before = Object.fromEntries(Object.keys(operation.before).map((field) => [field, now[field]]));
  return { ...operation, mutation_id: mutationId, seen_version: current.version ?? null, before };
}

/** The server remembers its answer to a mutation id, so another attempt after a refusal needs another one. */
function nextAttempt(mutationId: string): string {
  const [stem = mutationId, attempt = '1'] = mutationId.split('.');
  return `${stem}.${Number(attempt) + 1}`;
}

function fieldsOf(object: StoredObject): Fields {
  return { ...object };
}
