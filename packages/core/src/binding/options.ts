import type { Duration } from "../base/duration.ts";
import type { SignOutScope } from "../flow/sign-out.ts";

/** What a binding's `createSession` takes. */
export interface CreateSessionOptions<Data extends object = Record<string, unknown>> {
  /** False: cookies end with the browser, and `lifetime.transient` applies. True. */
  readonly remember?: boolean | undefined;
  /** On top of what the `data` option of `createSessions` returns. */
  readonly data?: Partial<Data> | undefined;
  /** When the user last proved who they are, where that is not now: an impersonation, a return from elsewhere. */
  readonly authenticatedAt?: Date | undefined;
  /** An end that an upstream sets: the session ends then at the latest. */
  readonly until?: Date | undefined;
  /** For a sign-in that another site posts, such as SAML; check its `state` yourself. False. */
  readonly allowCrossSite?: boolean | undefined;
}

/** What a binding's `renewSession` takes. */
export interface RenewSessionOptions {
  /** The user has just proved who they are again: the session is fresh from now. False. */
  readonly authenticated?: boolean | undefined;
}

/** What a binding's `revokeSession` takes. */
export interface RevokeSessionOptions {
  /** This session, the user's others, or every one. `"current"`. */
  readonly scope?: SignOutScope | undefined;
}

/** What a binding's `getSession` takes. */
export interface GetSessionOptions {
  /** `"store"` reads the record now, for what must not wait for the access lifetime. `"token"`. */
  readonly verify?: "token" | "store" | undefined;
}

/** What a binding's `requireSession` takes. */
export interface RequireSessionOptions extends GetSessionOptions {
  /** The user must have proved who they are this recently: seconds, or `"10m"`. */
  readonly fresh?: Duration | undefined;
}

/** What a binding's `withSession` takes. */
export interface WithSessionOptions extends RequireSessionOptions {
  /** `"optional"` also runs for requests that are not signed in, with null: for a route that signs in. `"required"`. */
  readonly session?: "required" | "optional" | undefined;
}
