import type { Duration } from "../base/duration.ts";
import type { CreateOptions } from "../flow/create.ts";
import type { ImpersonateOptions } from "../flow/impersonate.ts";
import type { RenewOptions } from "../flow/renew.ts";
import type { ResolveOptions } from "../flow/resolve.ts";
import type { SignOutScope } from "../flow/sign-out.ts";

/** Options of a binding's `createSession`. */
export interface CreateSessionOptions<Data extends object = Record<string, unknown>>
  extends Omit<CreateOptions<Data>, "request" | "transport"> {
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
export type RenewSessionOptions = Pick<RenewOptions, "authenticated">;

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
export type GetSessionOptions = Pick<ResolveOptions, "verify" | "binding">;

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
