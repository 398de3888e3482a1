export { CrossSiteError, ImpersonatedError } from "@sessionkit/core";
export type {
  BearerSession,
  BearerTransport,
  CreateSession,
  CreateSessionOptions,
  EndImpersonation,
  GetSessionOptions,
  Impersonate,
  ImpersonationOptions,
  RenewSession,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSession,
  RevokeSessionOptions,
  UpdateGuest,
  UpdateSession,
  Verbs,
  WithSessionOptions,
} from "@sessionkit/core/binding";
export type { PagesOptions } from "./pages/bind-sessions.ts";
export { bindSessions } from "./pages/bind-sessions.ts";
export type { PagesBinding, WithSession } from "./pages/pages-binding.ts";
export type { ApiSessionHandler } from "./pages/with-session.ts";
export type { SessionProps } from "./pages/with-session-props.ts";
