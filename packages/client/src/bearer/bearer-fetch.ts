import type { SessionAnswer } from "@sessionkit/core";
import { readJson } from "../http/read-json.ts";
import { isSilent } from "../state/session-state.ts";
import type { TokenKeeper } from "./token-keeper.ts";

/** How the endpoints answer a session token that none of theirs could be: malformed, or too long. */
const DAMAGED = new Set([400, 413]);

/**
 * A `fetch` that sends tokens instead of cookies, and keeps those that a refresh answers with before anybody sees the
 * answer. Only the endpoints' own origin is ever shown a token.
 */
export function createBearerFetch(
  fetch: typeof globalThis.fetch,
  basePath: string,
  keeper: TokenKeeper,
): typeof globalThis.fetch {
  const { origin } = new URL(basePath);

  async function send(
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
    more?: RequestInit,
  ): Promise<Response> {
    const tokens = await keeper.get();
    const token = tokens?.accessToken ?? tokens?.sessionToken;
    const headers = new Headers(init?.headers ?? (input as Partial<Request>).headers);
    for (const [name, value] of new Headers(more?.headers)) headers.set(name, value);
    if (token && !headers.has("authorization")) headers.set("authorization", `Bearer ${token}`);
    return fetch(input, { ...init, ...more, headers, credentials: "omit" });
  }

  async function sendSessionToken(url: string, init: RequestInit | undefined): Promise<Response> {
    const sessionToken = (await keeper.get())?.sessionToken ?? undefined;
    const response = await send(url, init, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ sessionToken }),
    });
    await keepTokensOf(url, response, sessionToken);
    // A token that is damaged is none: the answer to a request without it says that the user is not signed in.
    const isDamaged = DAMAGED.has(response.status) && sessionToken !== undefined;
    return isDamaged ? sendSessionToken(url, init) : response;
  }

  async function keepTokensOf(
    url: string,
    response: Response,
    sessionToken: string | undefined,
  ): Promise<void> {
    const answer = await readJson<SessionAnswer>(response.clone());
    const isSignOut = url.startsWith(`${basePath}/logout`);
    const over =
      DAMAGED.has(response.status) ||
      (isSignOut
        ? response.ok && !url.endsWith("=others")
        : response.status === 401 && answer && !isSilent(answer));
    const tokens = (response.ok && answer?.tokens) || null;
    if (over || tokens) await keeper.follow(sessionToken, tokens);
  }

  return async (input, init) => {
    const url = (input as Partial<Request>).url ?? String(input);
    if (new URL(url, basePath).origin !== origin) return fetch(input, init);
    if (url === `${basePath}/refresh` || url.startsWith(`${basePath}/logout`))
      return sendSessionToken(url, init);
    const response = await send(input, init);
    if (url !== `${basePath}/session`) return response;
    const answer = await readJson<SessionAnswer>(response.clone());
    // An access token that has run out says nothing of the session: its own token does.
    const unsure = answer?.status === "unauthenticated" && (await keeper.get())?.sessionToken;
    return unsure ? sendSessionToken(`${basePath}/refresh`, init) : response;
  };
}
