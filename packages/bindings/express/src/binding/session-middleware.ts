import type { IncomingMessage, ServerResponse } from "node:http";
import type { NextFunction } from "express";

/** Middleware that fits any route and leaves the types of its parameters as they are. */
export type SessionMiddleware = (
  req: IncomingMessage,
  res: ServerResponse,
  next: NextFunction,
) => void;

declare const signedIn: unique symbol;

/** The type of `res.locals` in Express. */
// biome-ignore lint/suspicious/noExplicitAny: the type that Express itself declares.
export type Locals = Record<string, any>;

/**
 * Marks the types of a route that runs after `requireSession()`. There is no such value, and it is optional so that a
 * handler that declares its parameters as `Request` and `Response` fits, too.
 */
export type SignedIn = Locals & { readonly [signedIn]?: true | undefined };

/** The session; or null, unless the type of the request says that it has passed `requireSession()`. */
export type SessionIn<S, L> = typeof signedIn extends keyof L ? S : S | null;

/** Middleware after which `getSession(req)` is never null, in its type too. */
export type SessionGuard = (
  req: IncomingMessage,
  res: ServerResponse & { locals: SignedIn },
  next: NextFunction,
) => void;
