/** The two ways a call fails: the server said no, or nobody answered. */

export interface ProblemDocument {
  readonly status: number;
  readonly code: string;
  /** A sentence that may be shown as it is. */
  readonly title: string;
  readonly detail: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly current: Readonly<Record<string, unknown>> | null;
  readonly fields: readonly string[];
}

export class ApiProblem extends Error implements ProblemDocument {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly current: Readonly<Record<string, unknown>> | null;
  readonly fields: readonly string[];

  constructor(document: ProblemDocument) {
    super(`${document.status} ${document.code}`);
    this.name = 'ApiProblem';
    this.status = document.status;
    this.code = document.code;
    this.title = document.title;
    this.detail = document.detail;
    this.facts = document.facts;
    this.current = document.current;
    this.fields = document.fields;
  }
}

/** No answer came: offline, timed out, or something on the way broke the connection. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause });
    this.name = 'Unreachable';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Reads a problem document leniently, since a proxy on the way may answer with HTML. */
export function readProblem(status: number, body: unknown): ApiProblem {
  const document = isRecord(body) ? body : {};
  const facts = isRecord(document['facts']) ? document['facts'] : {};
  const current = document['current'] ?? facts['current'];
  const fields = document['fields'] ?? facts['fields'];
  return new ApiProblem({
    status,
    code: text(document['code']) ?? `http.${status}`,
    title: text(document['title']) ?? '',
    detail: text(document['detail']),
    facts,
    current: isRecord(current) ? current : null,
    fields: Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : [],
  });
}
