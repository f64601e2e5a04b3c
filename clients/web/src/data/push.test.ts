import { expect, test } from 'vitest';
import { createCaller, type TransportAnswer, type TransportRequest } from '@quncheng/api';
import type { Operation } from '@quncheng/sync';
import { createPush } from './push.ts';

const move: Operation = {
  mutation_id: 'm1',
  kind: 'task.move',
  request: { method: 'POST', path: '/tasks/t1/move', body: { column_id: 'c2', after_id: null, before_id: 't9' } },
  effects: [],
  target: { type: 'task', id: 't1' },
  seen_version: 4,
  before: { column_id: 'c1' },
  queued_at: '2026-11-22T08:00:00Z',
};

function pushAnswering(...answers: readonly TransportAnswer[]) {
  const requests: TransportRequest[] = [];
  const waiting = [...answers];
  const push = createPush(
    createCaller((request) => {
      requests.push(request);
      const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
      return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('offline'));
    }),
  );
  return { push, requests };
}

const problem = (status: number, document: object): TransportAnswer => ({ status, text: JSON.stringify(document) });

test('a write goes out with the version it saw and its own idempotency key', async () => {
  const { push, requests } = pushAnswering({ status: 200, text: '{"id":"t1","version":5,"column_id":"c2"}' });
  expect(await push(move)).toEqual({
    kind: 'accepted',
    changes: [{ type: 'task', id: 't1', object: { id: 't1', version: 5, column_id: 'c2' }, partial: true }],
  });
  expect(requests[0]?.body).toBe('{"column_id":"c2","after_id":null,"before_id":"t9","version":4}');
  expect(requests[0]?.headers['Idempotency-Key']).toBe('m1');
});

test('somebody was faster: a conflict with what is there now', async () => {
  const current = { id: 't1', version: 6, column_id: 'c3' };
  const { push } = pushAnswering(problem(409, { code: 'conflict.changed_meanwhile', title: '别人改了', current, fields: ['column_id'] }));
  expect(await push(move)).toEqual({ kind: 'conflict', current, fields: ['column_id'], title: '别人改了' });
});

test.each([
  [403, { kind: 'refused', refusal: { code: 'tasks.forbidden', title: '不行' } }],
  [422, { kind: 'refused', refusal: { code: 'tasks.forbidden', title: '不行' } }],
  [409, { kind: 'refused', refusal: { code: 'tasks.forbidden', title: '不行' } }],
  [401, { kind: 'signed_out' }],
  [429, { kind: 'unreachable' }],
  [503, { kind: 'unreachable' }],
])('an answer of %i', async (status, outcome) => {
  const { push } = pushAnswering(problem(status, { code: 'tasks.forbidden', title: '不行' }));
  expect(await push(move)).toEqual(outcome);
});

test('without a network the write waits', async () => {
  const { push } = pushAnswering();
  expect(await push(move)).toEqual({ kind: 'unreachable' });
});

test('a write the server stumbles over four times is given up, not kept before all others', async () => {
  const { push } = pushAnswering(problem(500, { code: 'internal', title: '' }));
  const kinds = [];
  for (let attempt = 0; attempt < 4; attempt += 1) kinds.push((await push(move)).kind);
  expect(kinds).toEqual(['unreachable', 'unreachable', 'unreachable', 'refused']);
});

test('a progress report answers for the task and the report', async () => {
  const answer = { task: { id: 't1', version: 5, percent_complete: 60 }, report: { id: 'r1', task_id: 't1' } };
  const { push } = pushAnswering({ status: 201, text: JSON.stringify(answer) });
  expect(await push({ ...move, kind: 'task.report' })).toEqual({
    kind: 'accepted',
    changes: [
      { type: 'task', id: 't1', object: answer.task, partial: true },
      { type: 'progress_report', id: 'r1', object: answer.report, partial: true },
    ],
  });
});
