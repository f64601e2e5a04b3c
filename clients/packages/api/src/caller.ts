/** A small typed caller over any transport: `fetch` in browsers, `wx.request` in the mini program. */
import type { Answer, Endpoint, Input, QueryValue } from './endpoints.ts';
import { Unreachable, readProblem } from './problem.ts';

export const API_ROOT = '/api/v1';

export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface TransportAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends one request; throws only when no answer came. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

export interface Caller {
  call<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Answer<E>>;
  /** For queued writes, which keep method, path and body as data. */
  send(request: RawRequest): Promise<unknown>;
}

interface LooseInput {
  readonly path?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  readonly body?: unknown;
}

function fillPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(values[name] ?? ''));
}

export function toQueryString(query: Readonly<Record<string, QueryValue>>): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function answerOf(transport: Transport, request: TransportRequest): Promise<TransportAnswer> {
  try {
    return await transport(request);
  } catch (cause) {
    throw new Unreachable(cause);
  }
}

/** `X-Requested-With` goes with every request: the server refuses writes without it (CSRF). */
export function createCaller(transport: Transport): Caller {
  async function send(request: RawRequest): Promise<unknown> {
    const headers: Record<string, string> = { Accept: 'application/json', 'X-Requested-With': 'quncheng' };
    if (request.body !== undefined) headers['Content-Type'] = 'application/json';
    if (request.idempotencyKey !== undefined) headers['Idempotency-Key'] = request.idempotencyKey;
    const answer = await answerOf(transport, {
      method: request.method,
      url: API_ROOT + request.path,
      headers,
      body: request.body === undefined ? null : JSON.stringify(request.body),
    });
    const body = parse(answer.text);
    if (answer.status >= 400) throw readProblem(answer.status, body);
    return body;
  }

  async function call<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Answer<E>> {
    const { path = {}, query = {}, body }: LooseInput = input;
    const [method = 'GET', template = ''] = endpoint.split(' ');
    const answer = await send({ method, path: fillPath(template, path) + toQueryString(query), body });
    return answer as Answer<E>;
  }

  return { call, send };
}
