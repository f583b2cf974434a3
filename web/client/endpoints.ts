import type * as apiTokens from '#contract/api-tokens.ts';
import type * as audit from '#contract/audit.ts';
import type * as cases from '#contract/cases.ts';
import type * as chairside from '#contract/chairside.ts';
import type * as collaboration from '#contract/collaboration.ts';
import type * as collaboratorMessages from '#contract/collaborator-messages.ts';
import type * as collaboratorView from '#contract/collaborator-view.ts';
import type * as collaborators from '#contract/collaborators.ts';
import type { BodyInputOf, ParamsOf, QueryInputOf, ReplyOf } from '#contract/endpoint.ts';
import type * as givingCases from '#contract/giving-cases.ts';
import type * as handOvers from '#contract/hand-overs.ts';
import type * as identity from '#contract/identity.ts';
import type * as laboratories from '#contract/laboratories.ts';
import type * as manageOrders from '#contract/manage-orders.ts';
import type * as messages from '#contract/messages.ts';
import type * as orders from '#contract/orders.ts';
import type * as patients from '#contract/patients.ts';
import type * as planningServices from '#contract/planning-services.ts';
import type * as practices from '#contract/practices.ts';
import type * as records from '#contract/records.ts';
import type * as reservations from '#contract/reservations.ts';
import type * as setupComments from '#contract/setup-comments.ts';
import type * as setups from '#contract/setups.ts';
import type * as team from '#contract/team.ts';
import type * as translation from '#contract/translation.ts';

type ExportedBy<File> = File[keyof File];
type Exported =
  | ExportedBy<typeof apiTokens>
  | ExportedBy<typeof audit>
  | ExportedBy<typeof cases>
  | ExportedBy<typeof chairside>
  | ExportedBy<typeof collaboratorMessages>
  | ExportedBy<typeof collaboration>
  | ExportedBy<typeof collaboratorView>
  | ExportedBy<typeof collaborators>
  | ExportedBy<typeof givingCases>
  | ExportedBy<typeof handOvers>
  | ExportedBy<typeof identity>
  | ExportedBy<typeof laboratories>
  | ExportedBy<typeof manageOrders>
  | ExportedBy<typeof messages>
  | ExportedBy<typeof orders>
  | ExportedBy<typeof patients>
  | ExportedBy<typeof planningServices>
  | ExportedBy<typeof practices>
  | ExportedBy<typeof records>
  | ExportedBy<typeof reservations>
  | ExportedBy<typeof setupComments>
  | ExportedBy<typeof setups>
  | ExportedBy<typeof team>
  | ExportedBy<typeof translation>;

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
