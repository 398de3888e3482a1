import type { SetCookie } from "@sessionkit/core";
import type { RequestState } from "../request/request-state.ts";

/** Puts cookies on the response. */
export type SendCookies = (cookies: readonly SetCookie[]) => void | Promise<void>;

/** Sets cookies on the response, and for the rest of this request. */
export async function applyCookies(
  state: RequestState,
  send: SendCookies,
  cookies: readonly SetCookie[],
): Promise<void> {
  if (cookies.length === 0) return;
  await send(cookies);
  state.changes.push(...cookies);
  state.asked.clear();
}
