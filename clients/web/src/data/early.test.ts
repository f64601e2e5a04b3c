import { expect, test, vi } from 'vitest';
import { takeEarly } from './early.ts';

test('what the page asked for before the app came is taken once, and only by the same request', async () => {
  const answer = new Response('{"seq": 1}');
  vi.stubGlobal('window', { quncheng: { asked: { '/api/v1/me': Promise.resolve(answer) } } });
  expect(takeEarly('GET', '/api/v1/me/work')).toBeNull();
  expect(takeEarly('POST', '/api/v1/me')).toBeNull();
  expect(await takeEarly('GET', '/api/v1/me')).toBe(answer);
  expect(takeEarly('GET', '/api/v1/me')).toBeNull();
});

test('a page that asked for nothing leaves everything to the app', () => {
  vi.stubGlobal('window', {});
  expect(takeEarly('GET', '/api/v1/me')).toBeNull();
});
