/**
 * Base of everything sessionkit throws. Branch on `code`, never on the message, and never on `instanceof`:
 * an application may hold two copies of this package.
 */
abstract class SessionError extends Error {
  abstract readonly code: string;
}

/**
 * A wrong configuration or a wrong argument of the application's own. Thrown at construction where possible.
 * The message names the option and what to do; it never contains a secret.
 */
export class SessionConfigError extends SessionError {
  override readonly name = "SessionConfigError";
  readonly code: string;
  /** Path of the option at fault, such as `lifetime.access`. */
  readonly option: string;

  constructor(option: string, message: string, code = "session_config") {
    super(`${option}: ${message}`);
    this.option = option;
    this.code = code;
  }
}

/** Seconds after which an outage may be over. */
export const RETRY_AFTER = "2";

/**
 * The store, or `loadUser`, failed. Means "try again later", never "signed out". Frameworks that answer an error by its
 * `status` and `headers` do that.
 */
export class SessionStoreError extends SessionError {
  override readonly name = "SessionStoreError";
  readonly code = "session_store";
  readonly status = 503;
  readonly headers: { readonly "retry-after": string } = { "retry-after": RETRY_AFTER };

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
  }
}

/** `session_required`: the request is not signed in. `session_not_fresh`: the last sign-in is older than required. */
export type SessionRequiredCode = "session_required" | "session_not_fresh";

/** Thrown by the `requireSession` of a binding. `reason` says why there is no session. */
export class SessionRequiredError extends SessionError {
  override readonly name = "SessionRequiredError";
  readonly code: SessionRequiredCode;
  readonly status = 401;
  readonly reason: string | null;

  constructor(code: SessionRequiredCode, reason: string | null) {
    super(code === "session_required" ? "Sign in first." : "Confirm who you are first.");
    this.code = code;
    this.reason = reason;
  }
}

/** Thrown where a request of another site would create, renew, change or end a session. Answer 403. */
export class CrossSiteError extends SessionError {
  override readonly name = "CrossSiteError";
  readonly code = "cross_site";
  readonly status = 403;

  /** @param detail a sentence that names the header which is missing or wrong */
  constructor(detail?: string) {
    super(`This request came from another site.${detail ? ` ${detail}` : ""}`);
  }
}

/** `create` was refused because the user has as many sessions as `limit.perUser` allows and `limit.policy` is `"refuse"`. */
export class SessionLimitError extends SessionError {
  override readonly name = "SessionLimitError";
  readonly code = "session_limit";
  readonly limit: number;

  constructor(limit: number) {
    super(`This user has ${limit} active sessions, as many as limit.perUser allows.`);
    this.limit = limit;
  }
}
