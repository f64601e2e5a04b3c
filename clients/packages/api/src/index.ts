/** Public face of the API package. */
export * from './types.ts';
export * from './people.ts';
export * from './plan.ts';
export * from './exchange.ts';
export * from './schedule.ts';
export type { Answer, Endpoint, Endpoints, Input, QueryValue, TaskListQuery } from './endpoints.ts';
export { API_ROOT, createCaller, toQueryString } from './caller.ts';
export type { Caller, RawRequest, Transport, TransportAnswer, TransportRequest } from './caller.ts';
export { ApiProblem, Unreachable, readProblem } from './problem.ts';
export type { ProblemDocument } from './problem.ts';
