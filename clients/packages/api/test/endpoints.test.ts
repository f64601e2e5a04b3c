import { expect, test } from 'vitest';
import type { Endpoint, Endpoints, Read } from '../src/index.ts';
import type { paths } from '../src/generated/openapi.d.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type WithoutRoot<Path> = Path extends `/api/v1${infer Rest}` ? Rest : never;
/** Parameters may have other names here than in the document. */
type Nameless<Path extends string> = Path extends `${infer Before}{${string}}${infer After}` ? `${Before}{}${Nameless<After>}` : Path;
type NamelessCall<Call extends string> = Call extends `${infer Verb} ${infer Path}` ? `${Verb} ${Nameless<Path>}` : never;

type Documented = {
  [Path in keyof paths]: {
    [Verb in Method]: NonNullable<paths[Path][Verb]> extends never ? never : `${Uppercase<Verb>} ${Nameless<WithoutRoot<Path>>}`;
  }[Method];
}[keyof paths];

type Operation<Call extends string> = {
  [Path in keyof paths]: {
    [Verb in Method]: `${Uppercase<Verb>} ${Nameless<WithoutRoot<Path>>}` extends Call ? paths[Path][Verb] : never;
  }[Method];
}[keyof paths];

type Content<Answer> = Answer extends { content: { 'application/json': infer Body } } ? Body : never;
type DocumentedAnswer<Call extends string> =
  Operation<Call> extends { responses: infer Answers } ? Content<Answers[keyof Answers & (200 | 201)]> : never;

/** The document knows less about these: a change's fields, the kinds of objects in a sync. */
type Sharper = 'GET /me/work' | 'GET /sync' | 'GET /projects/{id}/change-requests';

type Undocumented = { [E in Endpoint]: NamelessCall<E> extends Documented ? never : E }[Endpoint];
type Mistyped = {
  [E in Exclude<Endpoint, Sharper>]: Read<DocumentedAnswer<NamelessCall<E>>> extends Endpoints[E]['answer'] ? never : E;
}[Exclude<Endpoint, Sharper>];

/** Compiles only while every call of the clients is in the API's document, with the answer it gives. */
test('every call is documented and answers as we read it', () => {
  const undocumented: readonly Undocumented[] = [];
  const mistyped: readonly Mistyped[] = [];
  const nothing: readonly never[] = undocumented;
  const nothingEither: readonly never[] = mistyped;
  expect([...nothing, ...nothingEither]).toEqual([]);
});
