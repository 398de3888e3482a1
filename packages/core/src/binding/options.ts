import type { Duration } from "../base/duration.ts";
import type { ImpersonateOptions } from "../flow/impersonate.ts";
import type { SignOutScope } from "../flow/sign-out.ts";

/** Options of a binding's `createSession`. */
export interface CreateSessionOptions<Data extends object = Record<string, unknown>> {
  /** False: the cookies end with the browser, and `lifetime.transient` applies. Default: true. */
  readonly remember?: boolean | undefined;
  /** Merged over the result of the `data` option of `createSessions`. */
  readonly data?: Partial<Data> | undefined;
  /** What a guest who signs in keeps: called with the guest's data. Default: nothing. */
  readonly merge?: ((guest: Readonly<Data>) => Partial<Data>) | undefined;
  /**
   * When the user last proved who they are, if that was earlier: for a sign-in at an identity provider.
   */
  readonly authenticatedAt?: Date | undefined;
  /** The latest end of the session, such as the expiry that an identity provider sets. */
  readonly until?: Date | undefined;
  /**
   * A name for the list of sessions, such as `"Kitchen tablet"`, instead of the device's. At most 100 UTF-16 code units
   * without control characters. Needs a store.
   */
  readonly label?: string | null | undefined;
  /**
   * True for a sign-in that another site posts, such as SAML or Sign in with Apple (`form_post`): check its `state`
   * yourself. Default: false.
   */
  readonly allowCrossSite?: boolean | undefined;
}

/** For a client that stores its own tokens: a verb returns them and sets no cookie. */
export interface BearerTransport {
  readonly transport: "bearer";
}

/** Options of a binding's `renewSession`. */
export interface RenewSessionOptions {
  /** True if the user has just proved who they are again: the session is fresh from now. Default: false. */
  readonly authenticated?: boolean | undefined;
}

/** Options of a binding's `impersonate`. */
export type ImpersonationOptions<Data extends object = Record<string, unknown>> = Omit<
  ImpersonateOptions<Data>,
  "transport"
>;

/** Options of a binding's `revokeSession`. */
export interface RevokeSessionOptions {
  /** This session, the user's other sessions, or all of them. Default: `"current"`. */
  readonly scope?: SignOutScope | undefined;
}

/** Options of a binding's `getSession`. */
export interface GetSessionOptions {
  /**
   * `"store"` reads the record now, so that a revocation takes effect before the access token expires. Default:
   * `"token"`.
   */
  readonly verify?: "token" | "store" | undefined;
  /**
   * `"optional"` also returns a session whose browser has lost the key that it is bound to (`deviceBound`): for the step-up
   * page, where the user proves who they are. Such a session is never fresh. Default: `"required"`.
   */
  readonly binding?: "required" | "optional" | undefined;
}

/** Options of a binding's `requireSession`. */
export interface RequireSessionOptions extends GetSessionOptions {
  /** Maximum age of the last proof of identity: seconds, or `"10m"`. */
  readonly fresh?: Duration | undefined;
}

/** Options of a binding's `withSession`. */
export interface WithSessionOptions extends RequireSessionOptions {
  /**
   * `"optional"` also runs without a session, which is then null: for a route that signs users in. Default:
   * `"required"`.
   */
  readonly session?: "required" | "optional" | undefined;
}
