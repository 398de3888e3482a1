export { arrivalOf } from "./binding/arrival.ts";
export { assertCalled } from "./binding/assert-called.ts";
export {
  authenticateUpgrade,
  type Upgrade,
  type UpgradeRefusal,
} from "./binding/authenticate-upgrade.ts";
export { BoundRequest } from "./binding/bound-request.ts";
export type {
  BearerSession,
  CreateSession,
  EndImpersonation,
  Impersonate,
  RenewSession,
  RevokeSession,
  UpdateGuest,
  UpdateSession,
  Verbs,
} from "./binding/bound-verbs.ts";
export { guestOf } from "./binding/guest-of.ts";
export { effectiveMethod, HANDSHAKE } from "./binding/handshake.ts";
export { isBoundEndpoint, isEndpoint, isKeySet } from "./binding/is-endpoint.ts";
export {
  type HeaderTarget,
  keepPrivate,
  type NodeResponse,
  putCookies,
  putHeaders,
  sendAnswer,
} from "./binding/node-response.ts";
export type {
  BearerTransport,
  CreateSessionOptions,
  GetSessionOptions,
  ImpersonationOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  WithSessionOptions,
} from "./binding/options.ts";
export { perEnvironment } from "./binding/per-environment.ts";
export { problemOf } from "./binding/problem-of.ts";
export { readBody } from "./binding/read-body.ts";
export { checkFresh, refusalOf, requiredErrorOf } from "./binding/refusal-of.ts";
export { sessionAnswerOf } from "./binding/session-answer-of.ts";
export { sessionOf } from "./binding/session-of.ts";
export { outcomeFor, sessionFor } from "./binding/unproven-session.ts";
export { createVerbs, type RunWrite } from "./binding/verbs.ts";
export { closedSignal, watchSession } from "./binding/watch-session.ts";
export { WebRequest, type WebRequestSource } from "./binding/web-request.ts";
export { addHeaders, makePrivate, toResponse, withHeaders } from "./binding/web-response.ts";
export { workersAddress } from "./binding/workers-address.ts";
export type { WriteCall } from "./binding/write-call.ts";
export { CookieChanges } from "./cookies/cookie-changes.ts";
export { SAME_SITE } from "./cookies/set-cookie.ts";
export { PRIVATE, REGISTRATION } from "./http/response.ts";
