export { withQuery } from "./base/text.ts";
export {
  authenticateUpgrade,
  effectiveMethod,
  HANDSHAKE,
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
  WriteCall,
} from "./binding/bound-verbs.ts";
export { assertCalled, checkFresh } from "./binding/check-guard.ts";
export { isBoundEndpoint, isEndpoint, isKeySet } from "./binding/is-endpoint.ts";
export {
  closedSignal,
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
export { readBody } from "./binding/read-body.ts";
export { refusalOf, requiredErrorOf } from "./binding/refusal-of.ts";
export { guestOf, sessionAnswerOf, sessionOf } from "./binding/session-of.ts";
export { arrivalOf, outcomeFor, sessionFor } from "./binding/unproven-session.ts";
export { createVerbs, type RunWrite } from "./binding/verbs.ts";
export { WebRequest, type WebRequestSource } from "./binding/web-request.ts";
export { addHeaders, makePrivate, toResponse, withHeaders } from "./binding/web-response.ts";
export { workersAddress } from "./binding/workers.ts";
export { CookieChanges } from "./cookies/cookie-changes.ts";
export { SAME_SITE } from "./cookies/set-cookie.ts";
export { PRIVATE, problemOf, REGISTRATION } from "./http/response.ts";
