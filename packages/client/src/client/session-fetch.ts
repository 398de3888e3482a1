import type { Problem } from "@sessionkit/core";
import { readJson } from "../http/read-json.ts";

/**
 * A `fetch` that renews the credential and tries once more where the answer is `session_required`. What goes to another
 * origin than the endpoints' is passed on untouched.
 *
 * @param renewals how often the credential has been renewed so far
 * @param renew renews it, and tells whether that worked
 */
export function createSessionFetch(
  fetch: typeof globalThis.fetch,
  basePath: string,
  renewals: () => number,
  renew: () => Promise<boolean>,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = input as Partial<Request>;
    if (originOf(request.url ?? String(input)) !== originOf(basePath)) return fetch(input, init);
    const before = renewals();
    // A body can be read once: a copy of the request goes out, and the original stays for the second time.
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

function originOf(url: string): string {
  return new URL(url, globalThis.document?.baseURI ?? "http://localhost").origin;
}

async function isSessionRequired(response: Response): Promise<boolean> {
  const type = response.headers.get("content-type");
  if (response.status !== 401 || !type?.includes("problem+json")) return false;
  const problem = await readJson<Problem>(response.clone());
  return problem?.code === "session_required";
}
