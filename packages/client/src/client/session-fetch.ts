import type { Problem } from "@sessionkit/core";

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
      !isStream(init?.body)
    ) {
      return fetch(input, init);
    }
    // Frees what the copy left behind, and leaves the request used up as `fetch` would have.
    void request.body?.cancel();
    return response;
  };
}

function originOf(url: string): string {
  return new URL(url, globalThis.document?.baseURI ?? "http://localhost").origin;
}

async function isSessionRequired(response: Response): Promise<boolean> {
  if (response.status !== 401 || !response.headers.get("content-type")?.includes("problem+json"))
    return false;
  const problem: Problem = await response.clone().json();
  return problem.code === "session_required";
}

/** What can be sent only once: a stream, or in Node anything that is iterated over time. */
function isStream(body: unknown): boolean {
  return "getReader" in Object(body) || Symbol.asyncIterator in Object(body);
}
