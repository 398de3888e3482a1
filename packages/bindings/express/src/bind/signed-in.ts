import type { NextFunction, Request, Response } from "express";

declare const signedIn: unique symbol;

/** How the types of a route know that `requireSession()` stands before its handler. There is no such value. */
// biome-ignore lint/suspicious/noExplicitAny: what Express says of `res.locals`.
export type SignedIn = Record<string, any> & { readonly [signedIn]: true };

/** Middleware after which `getSession(req)` is never null, in its type too. */
export type SessionGuard = <P, ResBody, ReqBody, ReqQuery>(
  req: Request<P, ResBody, ReqBody, ReqQuery, SignedIn>,
  res: Response<ResBody, SignedIn>,
  next: NextFunction,
) => void;
