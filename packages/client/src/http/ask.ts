import type { Problem } from "@sessionkit/core";
import { isSilent } from "../state/session-state.ts";
import { readJson } from "./read-json.ts";
import { SessionRequestError } from "./session-request-error.ts";

/** Long enough for a bad network, short enough that a connection lost in a tunnel does not hold the lock for long. */
const TIMEOUT = 30_000;

/**
 * Asks an endpoint of sessionkit. Two things are an answer: a 2xx, and a 401 that says why nobody is signed in. Anything
 * else rejects with `SessionRequestError`: nothing is known then.
 */
export async function ask<Body>(
  fetch: typeof globalThis.fetch,
  method: "GET" | "POST",
  url: string,
  controller: AbortController = new AbortController(),
): Promise<Body> {
  const timer = setTimeout(() => controller.abort(), TIMEOUT);
  try {
    const response = await fetch(url, { method, signal: controller.signal }).catch(unreachable);
    const body = await readJson<Body & Problem>(response);
    if (body && (response.ok || (response.status === 401 && !isSilent(body)))) return body as Body;
    throw new SessionRequestError(body?.code ?? "unexpected", body, response);
  } finally {
    clearTimeout(timer);
  }
}

export function unreachable(cause: unknown): never {
  throw new SessionRequestError("network", cause);
}
