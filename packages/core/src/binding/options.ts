import type { Duration } from "../base/duration.ts";
import type { SignOutScope } from "../flow/sign-out.ts";

/** What a binding's `createSession` takes. */
export interface CreateSessionOptions<Data extends object = Record<string, unknown>> {
  /** False: cookies end with the browser, and `lifetime.transient` applies. True. */
  readonly remember?: boolean;
  /** On top of what the `data` option of `createSessions` gives. */
  readonly data?: Partial<Data>;
  /** For a sign-in that another site posts, such as SAML; check its `state` yourself. False. */
  readonly allowCrossSite?: boolean;
}

/** What a binding's `renewSession` takes. */
export interface RenewSessionOptions {
  /** The user has just proved who they are again: the session is fresh from now. False. */
  readonly authenticated?: boolean;
}

/** What a binding's `revokeSession` takes. */
export interface RevokeSessionOptions {
  /** This session, the user's others, or every one. `"current"`. */
  readonly scope?: SignOutScope;
}

/** What a binding's `getSession` takes. */
export interface GetSessionOptions {
  /** `"store"` asks the store now, for what must not wait for the access lifetime. `"token"`. */
  readonly verify?: "token" | "store";
}

/** What a binding's `requireSession` takes. */
export interface RequireSessionOptions extends GetSessionOptions {
  /** The user must have proved who they are this recently: seconds, or `"10m"`. */
  readonly fresh?: Duration;
}

/** What a binding's `withSession` takes. */
export interface WithSessionOptions extends RequireSessionOptions {
  /** `"optional"` lets whoever is signed out in, with null: for a route that signs in. `"required"`. */
  readonly session?: "required" | "optional";
}
