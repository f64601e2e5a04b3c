/** The API over `fetch`, with a time limit on every call. */
import { createCaller, type Caller, type Transport, type TransportAnswer } from '@quncheng/api';
import { takeEarly } from './early.ts';

const TIME_LIMIT_MS = 20_000;

async function read(answering: Promise<Response>): Promise<TransportAnswer> {
  const answer = await answering;
  return { status: answer.status, text: await answer.text() };
}

/** A request of `early.js` cannot be aborted any more, so waiting for it ends by itself. */
function withinLimit(answering: Promise<TransportAnswer>, onLate: () => void): Promise<TransportAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      onLate();
      reject(new Error('no answer in time'));
    }, TIME_LIMIT_MS);
    answering.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

const fetchTransport: Transport = ({ method, url, headers, body }) => {
  const controller = new AbortController();
  const send = () => fetch(url, { method, headers, body, credentials: 'same-origin', signal: controller.signal });
  return withinLimit(read(takeEarly(method, url) ?? send()), () => {
    controller.abort();
  });
};

export const caller: Caller = createCaller(fetchTransport);
