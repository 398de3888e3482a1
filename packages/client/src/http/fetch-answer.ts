import type { Problem } from "@sessionkit/core";
import { isInconclusive } from "./answer.ts";
import { readJson } from "./read-json.ts";
import { SessionRequestError, type SessionRequestErrorCode } from "./session-request-error.ts";

/**
 * Sends a request to one of sessionkit's endpoints. Resolves for a conclusive 2xx or 401. Rejects with
 * `SessionRequestError` for anything else, and after 30 seconds.
 */
export async function fetchAnswer<Body>(
  fetch: typeof globalThis.fetch,
  method: "GET" | "POST",
  url: string,
  controller: AbortController = new AbortController(),
): Promise<Body> {
  // Long enough for a slow network, short enough that a lost connection does not hold the lock for long.
  const timer = setTimeout(() => controller.abort(), 30_000);
  try {
    const response = await fetch(url, { method, signal: controller.signal }).catch(rejectAsNetwork);
    const body = await readJson<Body & Problem>(response);
    if ((response.ok || response.status === 401) && !isInconclusive(body)) return body as Body;
    throw new SessionRequestError(body?.code ?? codeOf(body?.reason), body, response);
  } finally {
    clearTimeout(timer);
  }
}

function codeOf(reason: unknown): SessionRequestErrorCode {
  return reason === "binding_required" ? reason : "unexpected";
}

export function rejectAsNetwork(cause: unknown): never {
  throw new SessionRequestError("network", cause);
}
