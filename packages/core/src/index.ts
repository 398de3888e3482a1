export type { Clock } from "./base/clock.ts";
export type { Duration } from "./base/duration.ts";
export {
  CrossSiteError,
  ImpersonatedError,
  SessionConfigError,
  SessionLimitError,
  type SessionRequiredCode,
  SessionRequiredError,
  SessionStoreError,
} from "./base/errors.ts";
export type { Json, JsonObject } from "./base/json.ts";
export type {
  ActivityOptions,
  AdoptOptions,
  LimitOptions,
  RevocationOptions,
  SharedOptions,
  StatelessOptions,
  StoredOptions,
} from "./config/options.ts";
export type { CookieOptions } from "./cookies/cookie-policy.ts";
export { applyToCookieHeader, type SetCookie, serializeCookie } from "./cookies/set-cookie.ts";
export type { CreateOptions } from "./flow/create.ts";
export type { ImpersonateOptions } from "./flow/impersonate.ts";
export type { ActivityPage, LoggedActivity } from "./flow/list.ts";
export type { Pruned, PruneOptions } from "./flow/prune.ts";
export type { RenewOptions } from "./flow/renew.ts";
export type { ResolveOptions } from "./flow/resolve.ts";
export type { SignedOut, SignOutScope } from "./flow/sign-out.ts";
export type { UpdateOptions } from "./flow/update.ts";
export type { UpdateGuestOptions } from "./flow/update-guest.ts";
export type { WatchOptions } from "./flow/watch-session.ts";
export type {
  LogoutAnswer,
  Problem,
  ProblemCode,
  PublicSession,
  SessionAnswer,
  SessionListAnswer,
} from "./http/answer.ts";
export {
  cookieHeaders,
  type EndpointResponse,
  type ProblemResponse,
  problem,
} from "./http/response.ts";
export { safeRedirect } from "./http/safe-redirect.ts";
export type { Device } from "./request/device.ts";
export type { EndpointRequest, SessionRequest } from "./request/request.ts";
export { createSessions } from "./service/create-sessions.ts";
export type {
  AnySessions,
  DataUpdate,
  InferClaims,
  InferGuest,
  InferPublicUser,
  InferSession,
  InferUser,
  InferUserId,
  IssuedTokens,
  RevokeUserOptions,
  Sessions,
  StatelessSessions,
  StoredSessions,
} from "./service/sessions.ts";
export type { SessionActor } from "./session/actor.ts";
export type { AdoptableSession, Adopter } from "./session/adopter.ts";
export type { SessionEvent, SessionEventListener, SessionEventType } from "./session/events.ts";
export type { LifetimeOption, LifetimeOptions, LifetimeSubject } from "./session/lifetime.ts";
export type {
  Authenticated,
  Outcome,
  Tokens,
  Unauthenticated,
  Unavailable,
} from "./session/outcome.ts";
export { type EndReason, type Reason, readReason, withReason } from "./session/reasons.ts";
export type { ActiveSession, GuestSession, Session, SessionDetails } from "./session/session.ts";
export type { UserIdCodec } from "./session/user-ids.ts";
export type {
  ActivityCursor,
  ActivityEntry,
  ActivityLog,
  ActivityType,
} from "./store/activity-log.ts";
export { isStoreError } from "./store/deadline.ts";
export type {
  Revocation,
  RevocationBell,
  RevocationFeed,
  RevocationPage,
} from "./store/revocation-feed.ts";
export type {
  SessionChanges,
  SessionRecord,
  SessionStore,
  UpdateResult,
} from "./store/session-store.ts";
export type { UserJoin } from "./store/user-join.ts";
export type { AccessKeyPair } from "./tokens/asymmetric.ts";
export type { AccessAlgorithm } from "./tokens/check-key.ts";
export type { VerifiedTokensOptions } from "./tokens/verified-tokens.ts";
