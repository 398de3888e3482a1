import type { IncomingMessage, ServerResponse } from "node:http";
import type { NextFunction } from "express";

/** Middleware that fits any route, and leaves the types of its parameters as they are. */
export type SessionMiddleware = (
  req: IncomingMessage,
  res: ServerResponse,
  next: NextFunction,
) => void;
