/** Sends one queued write and says how it ended, in the words of the sync core. */
import { ApiProblem, Unreachable, type Caller } from '@quncheng/api';
import type { Operation, Outcome, StoredObject } from '@quncheng/sync';
import { fromAnswer } from './answers.ts';

/** The server is there but cannot right now: the same request may work in a moment. */
const PASSING_STATUSES: readonly number[] = [408, 425, 429, 502, 503, 504];
const MOST_SERVER_ERRORS = 4;

function bodyOf(operation: Operation): unknown {
  const { body } = operation.request;
  if (operation.target === null || operation.seen_version === null) return body ?? undefined;
  return { ...body, version: operation.seen_version };
}

function isStored(value: object): value is StoredObject {
  return 'id' in value && typeof value.id === 'string';
}

function outcomeOf(problem: ApiProblem): Outcome {
  if (problem.status === 401) return { kind: 'signed_out' };
  if (PASSING_STATUSES.includes(problem.status)) return { kind: 'unreachable' };
  if (problem.status === 409 && problem.current !== null && isStored(problem.current)) {
    return { kind: 'conflict', current: problem.current, fields: problem.fields, title: problem.title };
  }
  return { kind: 'refused', refusal: { code: problem.code, title: problem.title } };
}

/** A write the server keeps stumbling over must not hold up the queue for ever. */
export function createPush(caller: Caller): (operation: Operation) => Promise<Outcome> {
  const serverErrors = new Map<string, number>();
  return async (operation) => {
    const { method, path } = operation.request;
    try {
      const answer = await caller.send({ method, path, body: bodyOf(operation), idempotencyKey: operation.mutation_id });
      return { kind: 'accepted', changes: fromAnswer(operation, answer) };
    } catch (error) {
      if (error instanceof Unreachable) return { kind: 'unreachable' };
      if (!(error instanceof ApiProblem)) throw error;
      const count = (serverErrors.get(operation.mutation_id) ?? 0) + 1;
      serverErrors.set(operation.mutation_id, count);
      if (error.status === 500 && count < MOST_SERVER_ERRORS) return { kind: 'unreachable' };
      return outcomeOf(error);
    }
  };
}
