import { durationMs } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import type { AnyOptions, StatelessOptions, StoredOptions } from "../config/options.ts";
import { Call } from "../flow/call.ts";
import { type Context, createContext } from "../flow/context.ts";
import { create } from "../flow/create.ts";
import { deferredOffer } from "../flow/device-bound/deferred-offer.ts";
import { endImpersonation } from "../flow/end-impersonation.ts";
import { expectedOrigin } from "../flow/expected-origin.ts";
import { impersonate } from "../flow/impersonate.ts";
import { list, listActivity } from "../flow/list.ts";
import { prune } from "../flow/prune.ts";
import { refresh } from "../flow/refresh.ts";
import { isFresh, renew, requireFresh } from "../flow/renew.ts";
import { resolve } from "../flow/resolve.ts";
import { invalidateClaims, revoke, revokeEveryone, revokeUser } from "../flow/revoke.ts";
import { signOut } from "../flow/sign-out.ts";
import { isCurrent } from "../flow/steps/answers.ts";
import { update } from "../flow/update.ts";
import { updateGuest } from "../flow/update-guest.ts";
import { userOf } from "../flow/user.ts";
import { watchSession } from "../flow/watch-session.ts";
import { answerOf } from "../http/answer-of.ts";
import { crossSiteProblem } from "../http/cross-site.ts";
import { handle } from "../http/handle.ts";
import type { SessionRequest } from "../request/request.ts";
import { MINTED, writeNotes } from "../session/forwarded-mark.ts";
import type { Sessions, StatelessSessions, StoredSessions } from "./sessions.ts";

/**
 * Creates the session service of an application. Call it once, in its own module.
 *
 * `User`, `Claims`, `Data`, the public user and the type of user ids are inferred from the options. Throws `SessionConfigError`, naming the option
 * and the remedy, for an invalid configuration.
 *
 * @example
 * export const sessions = createSessions({
 *   strategy: "jwt",
 *   secret: process.env.SESSION_SECRET,
 *   store: createMemoryStore(),
 *   loadUser: (id) => findUser(id),
 * });
 */
export function createSessions<
  User,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
  UserId = string,
  Strategy extends "database" | "jwt" = "database" | "jwt",
>(
  options: StoredOptions<User, Claims, Data, PublicUser, UserId, Strategy>,
): StoredSessions<User, Claims, Data, PublicUser, UserId, Strategy>;
export function createSessions<
  User,
  Claims extends object = Record<never, never>,
  Data extends object = JsonObject,
  PublicUser = { readonly id: string },
  UserId = string,
>(
  options: StatelessOptions<User, Claims, Data, PublicUser, UserId>,
): StatelessSessions<User, Claims, Data, PublicUser, UserId>;
export function createSessions(options: object): AnyService {
  const context = createContext(options as AnyOptions);
  const shared = sharedVerbs(context);
  return Object.freeze(
    context.mode === "stateless" ? shared : { ...shared, ...storedVerbs(context) },
  );
}

type AnyService = Sessions<unknown, object, JsonObject, unknown>;
type AnyStored = StoredSessions<unknown, object, JsonObject, unknown>;

function sharedVerbs(context: Context): AnyService {
  const { userIds } = context;
  const call = (request?: SessionRequest): Call => new Call(context, request);
  return {
    mode: context.mode,
    basePath: context.basePath,
    deviceBound: context.device !== null,
    refreshes: context.refreshInline ? "inline" : "endpoint",
    resolve: (request, options) => resolve(call(request), options),
    create: async (userId, options) =>
      create(call(options?.request), userIds.format(userId), options),
    refresh: (request, sessionToken) => refresh(call(request).withBody(sessionToken)),
    renew: (session, options) => renew(call(options?.request), session, options),
    update: (session, data, request, options) => update(call(request), session, data, options),
    signOut: async (request, scope = "current", sessionToken) =>
      signOut(call(request).withBody(sessionToken), scope),
    impersonate: async (request, userId, options) =>
      impersonate(call(request), userIds.format(userId), options),
    endImpersonation: (request) => endImpersonation(call(request)),
    updateGuest: (request, data, options) => updateGuest(call(request), data, options),
    user: (session) => userOf(context, session),
    isFresh: (session, maxAge) => isFresh(context, session, durationMs(maxAge, "fresh")),
    requireFresh: (session, maxAge) => requireFresh(context, session, durationMs(maxAge, "fresh")),
    answer: (outcome) => answerOf(context, outcome),
    isCrossSite: (request) => crossSiteProblem(call(request)) !== null,
    crossSiteProblem: (request) => crossSiteProblem(call(request)),
    isCurrent: (outcome) => isCurrent(context, outcome),
    forwardedMark(cookies, request) {
      const minted = cookies.find(({ value }) => context.backend.hasOwnForm(value));
      const { credentials, emitted } = call(request);
      const notes = [...(minted ? [MINTED] : []), ...emitted].join();
      return writeNotes(context.forwardedMacs, notes, minted?.value ?? credentials.sessionToken);
    },
    expectedOrigin: (request) => expectedOrigin(context, request),
    watch: (session, options) => watchSession(context, session, options),
    deferredOffer: (request, outcome, pathPrefix) =>
      deferredOffer(context, request, outcome, pathPrefix),
    handle: (request) => handle(context, request),
    jwks: async () => context.asymmetric?.jwks() ?? { keys: [] },
  };
}

function storedVerbs(context: Context): Omit<AnyStored, keyof AnyService> {
  const { userIds } = context;
  const call = (request?: SessionRequest): Call => new Call(context, request);
  return {
    revoke: (id, request) => revoke(call(request), id),
    revokeUser: async (userId, { except, request } = {}) =>
      revokeUser(call(request), userIds.format(userId), except),
    revokeEveryone: () => revokeEveryone(call()),
    invalidateClaims: async (userId) => invalidateClaims(call(), userIds.format(userId)),
    list: async (userId, current) => list(call(), userIds.format(userId), current),
    activity: async (userId, page) => listActivity(call(), userIds.format(userId), page) as never,
    prune: (options) => prune(context, options),
  };
}
