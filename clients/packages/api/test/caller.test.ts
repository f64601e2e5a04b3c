import { expect, test } from 'vitest';
import { ApiProblem, createCaller, Unreachable, type TransportAnswer, type TransportRequest } from '../src/index.ts';

function callerAnswering(answer: TransportAnswer) {
  const requests: TransportRequest[] = [];
  const caller = createCaller((request) => {
    requests.push(request);
    return Promise.resolve(answer);
  });
  return { caller, requests };
}

test('a reading call fills the path and the query, leaving out what is not given', async () => {
  const { caller, requests } = callerAnswering({ status: 200, text: '{"items":[],"next_cursor":null}' });
  const answer = await caller.call('GET /projects/{id}/tasks', { path: { id: 'a/b' }, query: { q: '登录 页', cursor: null, limit: 50 } });
  expect(answer).toEqual({ items: [], next_cursor: null });
  expect(requests).toEqual([
    {
      method: 'GET',
      url: '/api/v1/projects/a%2Fb/tasks?q=%E7%99%BB%E5%BD%95%20%E9%A1%B5&limit=50',
      headers: { Accept: 'application/json', 'X-Requested-With': 'quncheng' },
      body: null,
    },
  ]);
});

test('a queued write carries its idempotency key', async () => {
  const { caller, requests } = callerAnswering({ status: 204, text: '' });
  expect(await caller.send({ method: 'PATCH', path: '/tasks/t1', body: { title: '好' }, idempotencyKey: 'm1' })).toBeNull();
  expect(requests[0]?.headers).toEqual({
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'Idempotency-Key': 'm1',
    'X-Requested-With': 'quncheng',
  });
  expect(requests[0]?.body).toBe('{"title":"好"}');
});

test('a problem document becomes a problem with its facts', async () => {
  const text = JSON.stringify({ title: '别人刚刚改过', code: 'conflict.changed_meanwhile', current: { id: 't1', version: 3 }, fields: ['title'] });
  const { caller } = callerAnswering({ status: 409, text });
  const problem = await caller.call('GET /me', {}).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect({ ...(problem as ApiProblem) }).toMatchObject({
    status: 409,
    code: 'conflict.changed_meanwhile',
    title: '别人刚刚改过',
    detail: null,
    current: { id: 't1', version: 3 },
    fields: ['title'],
  });
});

test('a proxy’s HTML error is a problem too', async () => {
  const { caller } = callerAnswering({ status: 502, text: '<html>Bad gateway</html>' });
  await expect(caller.call('GET /me', {})).rejects.toMatchObject({ status: 502, code: 'http.502', title: '', fields: [] });
});

test('no answer is told apart from a bad one', async () => {
  const caller = createCaller(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(caller.call('GET /me', {})).rejects.toBeInstanceOf(Unreachable);
});
