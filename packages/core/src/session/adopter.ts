import type { SetCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../request/request.ts";

/** A session of another library, as found in a request. */
export interface AdoptableSession<UserId = string> {
  /**
   * What identifies the old session: equal for all requests of that session, and not guessable. Only a keyed hash of it
   * is stored.
   */
  readonly credential: string;
  readonly userId: UserId;
  /** Start of the old session. Default: the time of the adoption. */
  readonly createdAt?: Date | undefined;
  /**
   * The last proof of identity. Null if it is not known, as when `createdAt` is the time of a renewal: the session is then not
   * fresh before its next step-up. Default: `createdAt`, else null.
   */
  readonly authenticatedAt?: Date | null | undefined;
  /** Latest end of the new session. Without it, `lifetime` decides, counted from `createdAt`. */
  readonly expiresAt?: Date | undefined;
  /** False if the old cookie ended with the browser. Default: true. */
  readonly remember?: boolean | undefined;
  /** Merged over the result of the `data` option. Checked as in `create`. */
  readonly data?: Record<string, unknown> | undefined;
}

/**
 * Reads the sessions of another library, so that its users stay signed in. Called only for requests without credentials
 * of our own that may set cookies. See `@sessionkit/adopt` for adopters of common libraries.
 */
export interface Adopter<UserId = string> {
  /** For events and counts: the name of the library, in lower case. */
  readonly name: string;
  /** Names of the cookies that are read, without the suffixes of chunks: without any of them, `read` is not called. */
  readonly cookies: readonly string[];
  /**
   * Returns the session of the request, or null if the cookie is forged, expired or belongs to no session. Client input
   * must not make it reject: a rejection counts as an outage of the old store.
   */
  read(request: SessionRequest): Promise<AdoptableSession<UserId> | null>;
  /** The cookies that delete the old credential, with the attributes that the old library used. */
  clear(request: SessionRequest): readonly SetCookie[];
  /** Deletes the old session on the server. Called after the new one is stored; best effort. */
  readonly retire?: ((credential: string) => Promise<void>) | undefined;
}
