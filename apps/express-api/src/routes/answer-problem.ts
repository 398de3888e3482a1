import type { NextFunction, Request, Response } from "express";
import { HttpProblem } from "./http-problem.ts";

/** What may be on an error: `status` and `headers` as Express and its parsers put them there, `code` and `reason` as ours. */
interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly status?: unknown;
  readonly code?: unknown;
  readonly reason?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DATABASE_FAILURES = new Set([
  "DriverAdapterError",
  "PrismaClientInitializationError",
  "PrismaClientKnownRequestError",
  "PrismaClientUnknownRequestError",
]);

/** The last middleware: every error as `application/problem+json` (RFC 9457), without its stack. */
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
  // Whatever sessions have to say of an outage has been logged as their event.
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

function statusOf({ status, code, name }: Thrown): number {
  if (typeof status === "number" && status >= 400 && status < 600) return status;
  return code === "session_store" || DATABASE_FAILURES.has(name ?? "") ? 503 : 500;
}

function describe({ message, code, reason }: Thrown, status: number): object {
  if (status === 503)
    return { title: "Try again in a moment.", code: "unavailable", reason: "unavailable" };
  if (status >= 500) return { title: "Something broke.", code: "internal", reason: null };
  return {
    title: message,
    code: typeof code === "string" ? code : "bad_request",
    reason: reason ?? null,
  };
}
