/** A small server to test against: versions, merging of disjoint fields, idempotency, news in commit order. */
import type { Change, Operation, Outcome, StoredObject } from '../src/index.ts';

export interface Note extends StoredObject {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: string | number;
}

interface Committed {
  readonly seq: number;
  readonly id: string;
}

type NoteFields = Readonly<Record<string, string | number>>;

function readFields(body: Operation['request']['body']): NoteFields {
  const fields: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(body ?? {})) {
    if (name !== 'version' && (typeof value === 'string' || typeof value === 'number')) fields[name] = value;
  }
  return fields;
}

export class ModelServer {
  readonly notes = new Map<string, Note>();
  /** How often each mutation id was carried out; more than once is a bug. */
  readonly carriedOut = new Map<string, number>();
  readonly #answers = new Map<string, Outcome>();
  readonly #log: Committed[] = [];
  readonly #fieldVersions = new Map<string, Map<string, number>>();

  get seq(): number {
    return this.#log.length;
  }

  handle(operation: Operation): Outcome {
    const remembered = this.#answers.get(operation.mutation_id);
    if (remembered) return remembered;
    const outcome = this.#carryOut(operation);
    if (outcome.kind === 'accepted') this.carriedOut.set(operation.mutation_id, (this.carriedOut.get(operation.mutation_id) ?? 0) + 1);
    this.#answers.set(operation.mutation_id, outcome);
    return outcome;
  }

  changesSince(seq: number): readonly Change[] {
    const ids = new Set(this.#log.filter((entry) => entry.seq > seq).map((entry) => entry.id));
    return [...ids].map((id) => ({ type: 'note', id, object: this.notes.get(id) ?? null }));
  }

  #carryOut(operation: Operation): Outcome {
    const id = operation.target?.id ?? '';
    const fields = readFields(operation.request.body);
    const note = this.notes.get(id);
    if (operation.request.method === 'POST') {
      if (note) return { kind: 'refused', refusal: { code: 'notes.exists', title: '' } };
      return this.#commit({ id, version: 1, ...fields }, Object.keys(fields));
    }
    if (!note) return { kind: 'refused', refusal: { code: 'notes.unknown', title: '' } };
    if (operation.request.method === 'DELETE') return this.#remove(id);
    if (Object.values(fields).includes('forbidden')) return { kind: 'refused', refusal: { code: 'notes.forbidden', title: '' } };
    const versions = this.#fieldVersions.get(id) ?? new Map<string, number>();
    const clashes = Object.keys(fields).filter((field) => (versions.get(field) ?? 1) > (operation.seen_version ?? 0));
    if (clashes.length > 0) return { kind: 'conflict', current: note, fields: clashes, title: '' };
    return this.#commit({ ...note, ...fields, version: note.version + 1 }, Object.keys(fields));
  }

  #commit(note: Note, fields: readonly string[]): Outcome {
    this.notes.set(note.id, note);
    const versions = this.#fieldVersions.get(note.id) ?? new Map<string, number>();
    for (const field of fields) versions.set(field, note.version);
    this.#fieldVersions.set(note.id, versions);
    this.#log.push({ seq: this.#log.length + 1, id: note.id });
    return { kind: 'accepted', changes: [{ type: 'note', id: note.id, object: note }] };
  }

  #remove(id: string): Outcome {
    this.notes.delete(id);
    this.#fieldVersions.delete(id);
    this.#log.push({ seq: this.#log.length + 1, id });
    return { kind: 'accepted', changes: [] };
  }
}
