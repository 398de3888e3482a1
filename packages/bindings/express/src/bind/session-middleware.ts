import type { NextFunction, Request, Response } from "express";

/** Middleware that fits any route, and leaves the types of its parameters as they are. */
export type SessionMiddleware = <P, ResBody, ReqBody, ReqQuery, Locals extends object>(
  req: Request<P, ResBody, ReqBody, ReqQuery, Locals>,
  res: Response<ResBody, Locals>,
  next: NextFunction,
) => void;
