import type { z } from 'zod';
import type { CasePermission } from './case-permissions.ts';
import type { Permission } from './permissions.ts';
import type { RefusalCode } from './refusals.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call an endpoint. `public`: anybody, also without signing in. `signed_in`: any account, on what is its own.
 * Otherwise a permission of the table in permissions.ts, needed on the organisation that the path names
 * (`:organisationId`, `:practiceId` or `:groupId`), or on the instance where the path names none; or one of the table in
 * case-permissions.ts, needed on the case that the path names (`:caseId`).
 */
export type Access = 'public' | 'signed_in' | Permission | CasePermission;

/** What an API token may be made for: an endpoint that declares none of these isn't for tokens. */
export const tokenScopes = ['read', 'write_messages', 'mark_ready'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** What an endpoint's body or reply is when it isn't JSON. */
export type Binary = { binary: readonly string[]; maxBytes: number };

export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** An API token with this scope may call it too, within what its person may. Never anything of account, team or settings. */
  readonly token?: TokenScope;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly reply?: Reply;
  /** The body is a file of one of these media types instead of JSON. */
  readonly upload?: Binary;
  /** The reply is a file of this media type instead of JSON. */
  readonly file?: string;
  /** The bytes of a file: `tus` takes them in, resumably; `download` gives them out, whole or in ranges. */
  readonly bytes?: 'tus' | 'download';
  /** The reply is an open stream of server-sent events. */
  readonly stream?: true;
  readonly refusals: readonly RefusalCode[];
  /** Why a call leaves no audit entry: it reads nothing about anybody else and changes nothing. */
  readonly unrecorded?: string;
  /** Under the stricter limit of requests per minute: whatever tries secrets or sends mail. */
  readonly pace?: 'guarded';
};

export type ParamsOf<E> = E extends { params: infer S extends z.ZodType } ? z.infer<S> : Record<never, never>;
export type QueryOf<E> = E extends { query: infer S extends z.ZodType } ? z.infer<S> : Record<never, never>;
export type BodyOf<E> = E extends { body: infer S extends z.ZodType } ? z.infer<S> : undefined;
export type BodyInputOf<E> = E extends { body: infer S extends z.ZodType } ? z.input<S> : undefined;
export type QueryInputOf<E> = E extends { query: infer S extends z.ZodType } ? z.input<S> : Record<never, never>;
export type ReplyOf<E> = E extends { reply: infer S extends z.ZodType } ? z.infer<S> : undefined;
export type RefusalOf<E> = E extends { refusals: readonly (infer C extends RefusalCode)[] } ? C : never;

/** Declares one endpoint. One without `access` doesn't compile. */
export function endpoint<const E extends Endpoint>(declared: E): E {
  return declared;
}

/** Fills a path's parameters, each percent-encoded. */
export function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
}
