import { SessionStoreError } from "@sessionkit/core";

/** The error of an outage, with what Express makes 503 of. */
export function outage(cause: unknown): Error {
  const error = new SessionStoreError("Sessions cannot be checked right now.", { cause });
  return Object.assign(error, { status: 503, headers: { "retry-after": "2" } });
}

/** For `catch` of what core rejects with. By code, so that a store built against another copy of core counts too. */
export function throwOutage(error: unknown): never {
  throw (error as { code?: unknown } | null)?.code === "session_store" ? outage(error) : error;
}
