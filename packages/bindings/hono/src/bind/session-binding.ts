import type { AnySessions, ClaimsOf, PublicUserOf, Session, SessionAnswer } from "@sessionkit/core";
import type {
  CreateSessionOptions,
  GetSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  Upgrade,
} from "@sessionkit/core/binding";
import type { Context, Hono, MiddlewareHandler } from "hono";
import type { AttachOptions } from "./attach.ts";
import type { RequireSession } from "./require-session.ts";

/** A session service as Hono wants it. */
export interface SessionBinding<S extends AnySessions> {
  /**
   * Middleware before everything that asks for sessions. Asks for none itself; sets on the response what the others
   * have to say, and turns away whatever another site sends with a session cookie.
   */
  readonly attach: (options?: AttachOptions) => MiddlewareHandler;
  /** The endpoints, to mount with `app.route("/", handlers)`. */
  readonly handlers: Hono;

  /** Null where nobody is signed in; throws a `SessionHttpException` (503) in an outage. */
  readonly getSession: (c: Context, options?: GetSessionOptions) => Promise<Session<S> | null>;
  /**
   * What a browser may know, as the seed of a client in the page that is sent; keeps that out of caches. Null in an
   * outage: the browser then asks for itself.
   */
  readonly getSessionAnswer: (
    c: Context,
  ) => Promise<SessionAnswer<ClaimsOf<S>, PublicUserOf<S>> | null>;
  /** Middleware that lets through whoever is signed in, and puts the session into `c.var.session`. */
  readonly requireSession: (options?: RequireSessionOptions) => RequireSession<S>;

  /** Signs in. This one and those below throw once the response is made. */
  readonly createSession: (
    c: Context,
    userId: string,
    options?: CreateSessionOptions<Session<S>["data"]>,
  ) => Promise<Session<S>>;
  /** New credentials, at a step-up or a change of privilege. */
  readonly renewSession: (c: Context, options?: RenewSessionOptions) => Promise<Session<S>>;
  /** Merges into the session's own data. */
  readonly updateSession: (c: Context, data: Partial<Session<S>["data"]>) => Promise<Session<S>>;
  /** Signs out; how many sessions ended. */
  readonly revokeSession: (c: Context, options?: RevokeSessionOptions) => Promise<number>;

  /** Who opens a WebSocket, with the time until that should be looked at again. `requireSession` guards its route too. */
  readonly authenticateUpgrade: (c: Context) => Promise<Upgrade<Session<S>>>;
}
