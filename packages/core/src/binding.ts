export {
  authenticateUpgrade,
  type Upgrade,
  type UpgradeRefusal,
} from "./binding/authenticate-upgrade.ts";
export { BoundRequest } from "./binding/bound-request.ts";
export type {
  CreateSessionOptions,
  GetSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  WithSessionOptions,
} from "./binding/options.ts";
export { outageOf } from "./binding/outage-of.ts";
export { problemOf } from "./binding/problem-of.ts";
export { checkFresh, type Refusal, refusalOf } from "./binding/refusal-of.ts";
export { sessionAnswerOf } from "./binding/session-answer-of.ts";
export { toResponse } from "./binding/to-response.ts";
export {
  createVerbs,
  type Verbs,
  type WritableRequest,
  type Write,
  type WriteCall,
} from "./binding/verbs.ts";
export { isPrefetch } from "./session/request.ts";
