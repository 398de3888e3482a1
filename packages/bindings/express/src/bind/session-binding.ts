import type { IncomingMessage } from "node:http";
import type { AnySessions, ClaimsOf, PublicUserOf, Session, SessionAnswer } from "@sessionkit/core";
import type {
  CreateSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  Upgrade,
} from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import type { AttachOptions } from "./attach.ts";
import type { SessionMiddleware } from "./session-middleware.ts";
import type { Locals, SessionGuard, SessionIn } from "./signed-in.ts";

/** A session service as Express wants it. */
export interface SessionBinding<S extends AnySessions> {
  /** Middleware for whatever may ask who is there. Refreshes, and turns away what other sites send with a session. */
  readonly attach: (options?: AttachOptions) => SessionMiddleware;
  /** Middleware that answers the endpoints, before or after a parser of bodies; other paths go on. */
  readonly handlers: SessionMiddleware;
  /** Middleware for routes of whoever is signed in; 401, 403 and 503 as `application/problem+json` for the rest. */
  readonly requireSession: (options?: RequireSessionOptions) => SessionGuard;
  /**
   * Null where nobody is signed in; never null after `requireSession()`. Throws in an outage (Express answers 503), and
   * `SessionConfigError` where `attach()` has not run.
   */
  readonly getSession: GetSession<Session<S>>;
  /**
   * What a browser may know, as the seed of a client in the page that is sent; keeps that out of caches. Null in an
   * outage: the browser then asks for itself. After `attach()`.
   */
  readonly getSessionAnswer: (
    req: Request,
    res: Response,
  ) => Promise<SessionAnswer<ClaimsOf<S>, PublicUserOf<S>> | null>;

  /** Signs in. This one and those below throw after the headers of the response have left. */
  readonly createSession: (
    req: Request,
    res: Response,
    userId: string,
    options?: CreateSessionOptions<Session<S>["data"]>,
  ) => Promise<Session<S>>;
  /** New credentials, at a step-up or a change of privilege. */
  readonly renewSession: (
    req: Request,
    res: Response,
    options?: RenewSessionOptions,
  ) => Promise<Session<S>>;
  /** Merges into the session's own data. */
  readonly updateSession: (
    req: Request,
    res: Response,
    data: Partial<Session<S>["data"]>,
  ) => Promise<Session<S>>;
  /** Signs out; how many sessions ended. */
  readonly revokeSession: (
    req: Request,
    res: Response,
    options?: RevokeSessionOptions,
  ) => Promise<number>;

  /** Who opens a WebSocket? Verifies only. */
  readonly authenticateUpgrade: (message: IncomingMessage) => Promise<Upgrade<Session<S>>>;
}

interface GetSession<S> {
  <P, ResBody, ReqBody, ReqQuery, L extends Locals>(
    req: Request<P, ResBody, ReqBody, ReqQuery, L>,
  ): SessionIn<S, L>;
  (req: IncomingMessage): S | null;
}
