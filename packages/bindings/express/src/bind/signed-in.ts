import type { IncomingMessage, ServerResponse } from "node:http";
import type { NextFunction } from "express";

declare const signedIn: unique symbol;

/** What Express says of `res.locals`. */
// biome-ignore lint/suspicious/noExplicitAny: Express's own word for it.
export type Locals = Record<string, any>;

/**
 * How the types of a route know that `requireSession()` stands before its handler. There is no such value, and it is
 * optional so that a handler which says of its parameters that they are `Request` and `Response` fits too.
 */
export type SignedIn = Locals & { readonly [signedIn]?: true };

/** The session, or null unless the type of the request says that the guard has let it through. */
export type SessionIn<S, L> = typeof signedIn extends keyof L ? S : S | null;

/** Middleware after which `getSession(req)` is never null, in its type too. */
export type SessionGuard = (
  req: IncomingMessage,
  res: ServerResponse & { locals: SignedIn },
  next: NextFunction,
) => void;
