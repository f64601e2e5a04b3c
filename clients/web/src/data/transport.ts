/** The API over `fetch`, with a time limit on every call. */
import { createCaller, type Caller, type Transport } from '@quncheng/api';

const TIME_LIMIT_MS = 20_000;

const fetchTransport: Transport = async ({ method, url, headers, body }) => {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, TIME_LIMIT_MS);
  try {
    const answer = await fetch(url, { method, headers, body, credentials: 'same-origin', signal: controller.signal });
    return { status: answer.status, text: await answer.text() };
  } finally {
    clearTimeout(timer);
  }
};

export const caller: Caller = createCaller(fetchTransport);
