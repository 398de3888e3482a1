import type { SessionRequest } from "@sessionkit/core";

/** The application that the requests of contracts are sent to. */
export const ORIGIN = "https://app.example";

/** A request of a signed-in user's browser, from a page of the application. */
export function requestWith(cookie: string | null, method = "POST"): SessionRequest {
  const headers = new Map([["sec-fetch-site", "same-origin"]]);
  if (cookie !== null) headers.set("cookie", cookie);
  return { method, header: (name) => headers.get(name) };
}
