import type * as audit from '#contract/audit.ts';
import type { BodyInputOf, ParamsOf, QueryInputOf, ReplyOf } from '#contract/endpoint.ts';
import type * as identity from '#contract/identity.ts';
import type * as practices from '#contract/practices.ts';
import type * as team from '#contract/team.ts';

type Exported = (typeof audit)[keyof typeof audit] | (typeof identity)[keyof typeof identity] | OfPractices | OfTeam;
type OfPractices = (typeof practices)[keyof typeof practices];
type OfTeam = (typeof team)[keyof typeof team];

type Declared = Extract<Exported, { name: string; method: string; path: string }>;

export type EndpointName = Declared['name'];
type Named<N extends EndpointName> = Extract<Declared, { name: N }>;

type Part<Key extends string, Value> = [Value] extends [undefined]
  ? unknown
  : [keyof Value] extends [never]
    ? unknown
    : Partial<Value> extends Value
      ? { [K in Key]?: Value }
      : { [K in Key]: Value };

/** What a call to the endpoint is given: its parameters, query and body, whichever it has; a file where it takes one. */
export type InputOf<N extends EndpointName> = Part<'params', ParamsOf<Named<N>>> &
  Part<'query', QueryInputOf<Named<N>>> &
  Part<'body', BodyInputOf<Named<N>>> &
  (Named<N> extends { upload: unknown } ? { file: Blob } : unknown);

/** What the endpoint replies. */
export type ReplyTo<N extends EndpointName> = Named<N> extends { file: string } ? Blob : ReplyOf<Named<N>>;

/** The input as an argument that may be left out where the endpoint needs nothing. */
export type InputArgument<N extends EndpointName> =
  Record<never, never> extends InputOf<N> ? [input?: InputOf<N>] : [input: InputOf<N>];
