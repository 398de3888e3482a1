import { type Duration, durationMs } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import { type Context, createContext } from "../flow/context.ts";
import type { AnyOptions, StatelessOptions, StoredOptions } from "../config/options.ts";
import { type CreateOptions, create } from "../flow/create.ts";
import { type ActivityPage, list, listActivity } from "../flow/list.ts";
import { type PruneOptions, prune } from "../flow/prune.ts";
import { refresh } from "../flow/refresh.ts";
import { type RenewOptions, renew } from "../flow/renew.ts";
import { isFresh, type ResolveOptions, requireFresh, resolve } from "../flow/resolve.ts";
import { revoke, revokeUser } from "../flow/revoke.ts";
import { type SignOutScope, signOut } from "../flow/sign-out.ts";
import { update } from "../flow/update.ts";
import { userOf } from "../flow/user.ts";
import { answerOf } from "../http/answer-of.ts";
import { isSameSiteIntent } from "../http/cross-site.ts";
import { expectedOrigin } from "../http/expected-origin.ts";
import { handle } from "../http/handle.ts";
import type { Authenticated, Unauthenticated } from "../session/outcome.ts";
import type { EndpointRequest, SessionRequest } from "../request/request.ts";
import type { SessionOf } from "../session/session.ts";
import type { RevokeUserOptions, StatelessSessions, StoredSessions } from "./sessions.ts";

/**
 * Makes the session service of an application: once, in a module of its own.
 *
 * `User`, `Claims`, `Data` and the public user are inferred from the options. Throws `SessionConfigError`, naming
 * option and remedy, for a configuration that could not work.
 */
export function createSessions<
  User,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
>(
  options: StoredOptions<User, Claims, Data, PublicUser>,
): StoredSessions<User, Claims, Data, PublicUser>;
export function createSessions<
  User,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
>(
  options: StatelessOptions<User, Claims, Data, PublicUser>,
): StatelessSessions<User, Claims, Data, PublicUser>;
export function createSessions(options: object): object {
  const context = createContext(options as AnyOptions);
  const sessions = verbs(context);
  return Object.freeze(
    context.mode === "stateless" ? sessions : { ...sessions, ...storedVerbs(context) },
  );
}

function verbs(context: Context): object {
  return {
    mode: context.mode,
    basePath: context.basePath,
    refreshes: context.refreshInline ? "inline" : "endpoint",
    resolve: (request: SessionRequest, options?: ResolveOptions) =>
      resolve(context, request, options),
    create: (userId: string, options?: CreateOptions) => create(context, userId, options),
    refresh: (request: SessionRequest, sessionToken?: string) =>
      refresh(context, request, sessionToken),
    renew: (session: SessionOf, options?: RenewOptions) => renew(context, session, options),
    update: (session: SessionOf | string, data: object, request?: SessionRequest) =>
      update(context, session, data, request),
    signOut: (request: SessionRequest, scope?: SignOutScope, sessionToken?: string) =>
      signOut(context, request, scope, sessionToken),
    user: (session: SessionOf) => userOf(context, session),
    isFresh: (session: SessionOf, maxAge: Duration) =>
      isFresh(context, session, durationMs(maxAge, "fresh")),
    requireFresh: (session: SessionOf, maxAge: Duration) =>
      requireFresh(context, session, durationMs(maxAge, "fresh")),
    answer: (outcome: Authenticated<SessionOf> | Unauthenticated) => answerOf(context, outcome),
    isSameSiteIntent: (request: SessionRequest) => isSameSiteIntent(context, request),
    expectedOrigin: (request: SessionRequest) => expectedOrigin(context, request),
    handle: (request: EndpointRequest) => handle(context, request),
    jwks: async () => (context.asymmetric ? context.asymmetric.jwks() : { keys: [] }),
  };
}

function storedVerbs(context: Context): object {
  return {
    revoke: (id: string, request?: SessionRequest) => revoke(context, id, request),
    revokeUser: (userId: string, { except, request }: RevokeUserOptions = {}) =>
      revokeUser(context, userId, except, request),
    list: (userId: string, current?: SessionOf | string) => list(context, userId, current),
    activity: (userId: string, page?: ActivityPage) => listActivity(context, userId, page),
    prune: (options?: PruneOptions) => prune(context, options),
  };
}
