import type { Response } from "express";

/** Keeps what is for one person out of caches, unless the route says otherwise later. */
export function keepPrivate(res: Response): void {
  res.setHeader("cache-control", "private, no-store");
  if (res.hasHeader("vary")) res.vary("Cookie");
  else res.setHeader("vary", "Cookie");
}
