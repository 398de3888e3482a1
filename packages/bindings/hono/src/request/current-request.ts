import {
  type AnySessions,
  applyToCookieHeader,
  type Outcome,
  SessionConfigError,
  type SessionRequest,
  type SetCookie,
} from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { isUpgrade, requestFacts } from "./request-facts.ts";

/** What is known of a request, from `attach` until its response is made. */
export interface CurrentRequest {
  readonly facts: SessionRequest;
  /** A page of another site is behind it: nothing is written for it. */
  readonly foreign: boolean;
  /** To set, by name. From then on the request reads as if the browser had sent them. */
  readonly cookies: Map<string, SetCookie>;
  /** What has been asked already, by whoever asks. Emptied by a change. */
  readonly asked: Map<string, Promise<Outcome>>;
  /** `made`: cookies would come too late. From the beginning for a handshake, whose answer carries none. */
  response: "open" | "made";
  /** How much is under way that may set cookies, and who waits for the end of it. */
  running: number;
  whenIdle: (() => void) | null;
}

export function openRequest(sessions: AnySessions, settings: Settings, c: Context): CurrentRequest {
  const sent = requestFacts(c, settings);
  const cookies = new Map<string, SetCookie>();
  const current: CurrentRequest = {
    facts: {
      method: sent.method,
      header: (name) =>
        name === "cookie" && cookies.size > 0
          ? applyToCookieHeader(sent.header(name), [...cookies.values()]) || null
          : sent.header(name),
      get address() {
        return sent.address ?? null;
      },
    },
    foreign: !sessions.isSameSiteIntent(sent) && !settings.allowsCrossSite(c.req.path),
    cookies,
    asked: new Map(),
    response: isUpgrade(sent.header) ? "made" : "open",
    running: 0,
    whenIdle: null,
  };
  c.set(settings.key, current);
  return current;
}

/** Throws `SessionConfigError` where `attach` has not run. */
export function currentRequest({ key }: Settings, c: Context): CurrentRequest {
  const current = knownRequest(c, key);
  if (current) return current;
  throw new SessionConfigError(
    "attach",
    "has not seen this request. Put app.use(attach()) before the routes that ask for sessions.",
  );
}

export function knownRequest(c: Context, key: symbol): CurrentRequest | undefined {
  return c.get(key);
}

/** Does what may set cookies; the response waits for it. */
export async function holdResponse<T>(current: CurrentRequest, work: () => Promise<T>): Promise<T> {
  current.running++;
  try {
    return await work();
  } finally {
    if (--current.running === 0) current.whenIdle?.();
  }
}
