import type { Problem } from "@sessionkit/core";
import { readJson } from "../http/read-json.ts";
import { getOrigin } from "./fetches.ts";

/**
 * Returns a `fetch` that refreshes the credential and repeats the request if the answer is `session_required` or
 * `binding_required`. Requests to other origins than that of the endpoints are passed on unchanged.
 *
 * @param other for requests to other origins
 * @param renewals how often the credential has been refreshed so far
 * @param renew refreshes it, and resolves with whether that succeeded
 */
export function createSessionFetch(
  fetch: typeof globalThis.fetch,
  other: typeof globalThis.fetch,
  basePath: string,
  renewals: () => number,
  renew: () => Promise<boolean>,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = input as Partial<Request>;
    if (getOrigin(request.url ?? String(input)) !== getOrigin(basePath)) return other(input, init);
    const before = renewals();
    // A body can be read once: a clone of the request is sent, and the original is kept for the repetition.
    const response = await fetch(request.clone?.() ?? input, init);
    if (
      (await isSessionRequired(response)) &&
      (renewals() > before || (await renew())) &&
      !(init?.body instanceof ReadableStream)
    ) {
      return fetch(input, init);
    }
    return response;
  };
}

async function isSessionRequired(response: Response): Promise<boolean> {
  const isProblem = response.headers.get("content-type")?.includes("problem+json");
  if (response.status !== 401 || !isProblem) return false;
  const code = (await readJson<Problem>(response.clone()))?.code;
  return code === "session_required" || code === "binding_required";
}
