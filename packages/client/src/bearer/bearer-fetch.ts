import type { Problem, SessionAnswer } from "@sessionkit/core";
import { isInconclusive } from "../http/answer.ts";
import { readJson } from "../http/read-json.ts";
import type { StoredTokens } from "./stored-tokens.ts";

/** The codes for a session token that is malformed or too long. A proxy uses the same status for other reasons. */
const MALFORMED = ["bad_request", "body_too_large"];

/**
 * Returns a `fetch` that sends tokens instead of cookies, to the origin of the endpoints only. The tokens of a refresh
 * are stored before the answer is returned.
 */
export function createBearerFetch(
  fetch: typeof globalThis.fetch,
  basePath: string,
  stored: StoredTokens,
): typeof globalThis.fetch {
  const { origin } = new URL(basePath);

  async function send(
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
    more?: RequestInit,
  ): Promise<Response> {
    const tokens = await stored.get();
    const token = tokens?.accessToken ?? tokens?.sessionToken;
    const headers = new Headers(init?.headers ?? (input as Partial<Request>).headers);
    for (const [name, value] of new Headers(more?.headers)) headers.set(name, value);
    if (token && !headers.has("authorization")) headers.set("authorization", `Bearer ${token}`);
    return fetch(input, { ...init, ...more, headers, credentials: "omit" });
  }

  async function sendSessionToken(url: string, init: RequestInit | undefined): Promise<Response> {
    const sessionToken = (await stored.get())?.sessionToken ?? undefined;
    const response = await send(url, init, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ sessionToken }),
    });
    const answer = await readJson<Problem & Pick<SessionAnswer, "tokens">>(response.clone());
    const isMalformed = MALFORMED.includes(answer?.code as string);
    const isEnd = url.startsWith(`${basePath}/logout`)
      ? response.ok && !url.endsWith("=others")
      : response.status === 401;
    const hasEnded = isMalformed || (isEnd && !isInconclusive(answer));
    const tokens = (response.ok && answer?.tokens) || null;
    if (hasEnded || tokens) await stored.saveIfCurrent(sessionToken, tokens);
    // Repeated without the token, so that the answer is a definite "not signed in".
    return isMalformed && sessionToken !== undefined ? sendSessionToken(url, init) : response;
  }

  return async (input, init) => {
    const url = (input as Partial<Request>).url ?? String(input);
    if (new URL(url, basePath).origin !== origin) return fetch(input, init);
    if (url === `${basePath}/refresh` || url.startsWith(`${basePath}/logout`))
      return sendSessionToken(url, init);
    const response = await send(input, init);
    if (url !== `${basePath}/session`) return response;
    const answer = await readJson<SessionAnswer>(response.clone());
    // An expired access token does not decide about the session: the session token does.
    const isUndecided = answer?.status === "unauthenticated" && (await stored.get())?.sessionToken;
    return isUndecided ? sendSessionToken(`${basePath}/refresh`, init) : response;
  };
}
