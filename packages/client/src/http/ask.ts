import { SessionRequestError } from "./session-request-error.ts";

/** Long enough for a bad network, short enough that a connection lost in a tunnel does not hold the lock for long. */
const TIMEOUT = 30_000;

/** Asks an endpoint of sessionkit. Anything but a 2xx with JSON rejects with `SessionRequestError`. */
export async function ask<Body>(
  fetch: typeof globalThis.fetch,
  method: "GET" | "POST",
  url: string,
  controller: AbortController = new AbortController(),
): Promise<Body> {
  const timer = setTimeout(() => controller.abort(), TIMEOUT);
  let response: Response | undefined;
  try {
    response = await fetch(url, {
      method,
      headers: { accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      signal: controller.signal,
    });
    const body = await response.json();
    if (response.ok) return body;
    throw new SessionRequestError(body?.code ?? "unexpected", response, body?.reason);
  } catch (error) {
    if (error instanceof SessionRequestError) throw error;
    // A proxy's or a captive portal's page is not JSON.
    const code = error instanceof SyntaxError ? "unexpected" : "network";
    throw new SessionRequestError(code, response, null, error);
  } finally {
    clearTimeout(timer);
  }
}
