/**
 * Base class of all errors that sessionkit throws. Branch on `code`, never on the message or `instanceof`: an application
 * may have two copies of this package installed.
 */
abstract class SessionError extends Error {
  abstract readonly code: string;
}

/**
 * A wrong configuration, or a wrong argument from the application. Thrown at construction if possible. The message names
 * the option and the remedy, and never contains a secret.
 */
export class SessionConfigError extends SessionError {
  override readonly name = "SessionConfigError";
  readonly code: string;
  /** Path of the invalid option, such as `lifetime.access`. */
  readonly option: string;

  constructor(option: string, message: string, code = "session_config") {
    super(`${option}: ${message}`);
    this.option = option;
    this.code = code;
  }
}

/** An error with an HTTP status, in the form of `http-errors`, which frameworks answer with that status. */
abstract class SessionHttpError extends SessionError {
  abstract readonly status: number;

  /** The same as `status`. */
  get statusCode(): number {
    return this.status;
  }

  /** Whether the message is meant for the client: false in an outage. */
  get expose(): boolean {
    return this.status < 500;
  }
}

/** Value of `Retry-After` in an outage, in seconds. */
export const RETRY_AFTER = "2";

/**
 * The store or `loadUser` failed. Means "try again later", never "signed out". `status` and `headers` are for frameworks
 * that read them from an error.
 */
export class SessionStoreError extends SessionHttpError {
  override readonly name = "SessionStoreError";
  readonly code = "session_store";
  readonly status = 503;
  readonly headers: { readonly "retry-after": string } = { "retry-after": RETRY_AFTER };

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
  }
}

/**
 * `session_required`: the request is not signed in. `session_not_fresh`: the last proof of identity is older than required.
 * `binding_required`: the session is bound to a key of its browser, and the request has no current proof of it.
 */
export type SessionRequiredCode = "session_required" | "session_not_fresh" | "binding_required";

const REQUIRED: Readonly<Record<SessionRequiredCode, string>> = {
  session_required: "Sign in first.",
  session_not_fresh: "Confirm who you are first.",
  binding_required: "This browser has to prove its key first.",
};

/** The code for a request without a session that suffices. */
export function requiredCodeOf(reason: string | null): SessionRequiredCode {
  return reason === "binding_required" ? reason : "session_required";
}

/** Thrown by the `requireSession` of a binding. `reason` says why there is no session. */
export class SessionRequiredError extends SessionHttpError {
  override readonly name = "SessionRequiredError";
  readonly code: SessionRequiredCode;
  readonly status = 401;
  readonly reason: string | null;

  constructor(code: SessionRequiredCode, reason: string | null) {
    super(REQUIRED[code]);
    this.code = code;
    this.reason = reason;
  }
}

/** The error for a request without a session. */
export function requiredError(reason: string | null): SessionRequiredError {
  return new SessionRequiredError(requiredCodeOf(reason), reason);
}

/** Thrown if a request from another site would create, renew, change or end a session. Answer 403. */
export class CrossSiteError extends SessionHttpError {
  override readonly name = "CrossSiteError";
  readonly code = "cross_site";
  readonly status = 403;

  /** @param detail a sentence that names the missing or wrong header */
  constructor(detail?: string) {
    super(`This request came from another site.${detail ? ` ${detail}` : ""}`);
  }
}

/**
 * Thrown for a call that is not possible in an impersonation: a step-up, another impersonation, the list and the end of the
 * user's other sessions. Answer 403.
 */
export class ImpersonatedError extends SessionHttpError {
  override readonly name = "ImpersonatedError";
  readonly code = "impersonated";
  readonly status = 403;

  constructor() {
    super("This is not possible while acting as another user.");
  }
}

/** Thrown by `create` if the user already has `limit.perUser` sessions and `limit.policy` is `"refuse"`. */
export class SessionLimitError extends SessionError {
  override readonly name = "SessionLimitError";
  readonly code = "session_limit";
  readonly limit: number;

  constructor(limit: number) {
    super(`This user has ${limit} active sessions, as many as limit.perUser allows.`);
    this.limit = limit;
  }
}
