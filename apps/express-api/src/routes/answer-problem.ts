import type { NextFunction, Request, Response } from "express";
import { HttpProblem } from "./http-problem.ts";

/** Members of an error: `status` and `headers` of Express, its parsers, sessionkit and `HttpProblem`, `code` and `reason` of the last two. */
interface Thrown {
  readonly message?: string;
  readonly status?: unknown;
  readonly code?: unknown;
  readonly reason?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The last middleware: answers every error as `application/problem+json` (RFC 9457), without its stack. */
export function answerProblem(
  error: unknown,
  _req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (res.headersSent) {
    next(error);
    return;
  }
  const thrown = (error ?? {}) as Thrown;
  const status = statusOf(thrown);
  // The listener of events has logged an outage of the store.
  if (status >= 500 && thrown.code !== "session_store") console.error(error);
  if (status === 503) res.set("retry-after", "2");
  res
    .status(status)
    .set(thrown.headers ?? {})
    .set("cache-control", "private, no-store")
    .type("application/problem+json")
    .send(JSON.stringify({ type: "about:blank", ...describe(thrown, status), status }));
}

export function notFound(): never {
  throw new HttpProblem(404, "not_found", "Not found.");
}

function statusOf({ status }: Thrown): number {
  return typeof status === "number" && status >= 400 && status < 600 ? status : 500;
}

function describe({ message, code, reason }: Thrown, status: number): object {
  if (status === 503)
    return { title: "Try again in a moment.", code: "unavailable", reason: "unavailable" };
  if (status >= 500) return { title: "Internal error.", code: "internal", reason: null };
  return {
    title: message,
    code: typeof code === "string" ? code : "bad_request",
    reason: reason ?? null,
  };
}
