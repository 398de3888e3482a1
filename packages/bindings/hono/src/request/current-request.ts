import {
  type AnySessions,
  type Outcome,
  SessionConfigError,
  type SetCookie,
} from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { HANDSHAKE, RequestFacts } from "./request-facts.ts";

/** What is known of a request, from `attach` until its response is made. */
export interface CurrentRequest {
  readonly facts: RequestFacts;
  /** A page of another site is behind it: nothing is written for it. */
  readonly foreign: boolean;
  /** What has been asked already, by whoever asks. Emptied by a change. */
  readonly asked: { token: Promise<Outcome> | null; store: Promise<Outcome> | null };
  /** `made`: cookies would come too late. From the beginning for a handshake, whose answer carries none. */
  response: "open" | "made";
  /** How much is under way that may set cookies, and who waits for the end of it. */
  running: number;
  whenIdle: (() => void) | null;
}

export function openRequest(sessions: AnySessions, settings: Settings, c: Context): CurrentRequest {
  const facts = new RequestFacts(c, settings);
  const current: CurrentRequest = {
    facts,
    foreign: !sessions.isSameSiteIntent(facts) && !settings.allowsCrossSite(c.req.path),
    asked: { token: null, store: null },
    response: facts.method === HANDSHAKE ? "made" : "open",
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

/** Sets them on the response, and for the rest of this request. The last of a name counts. */
export function keepCookies({ facts }: CurrentRequest, changes: readonly SetCookie[]): void {
  const kept = facts.cookies.filter(({ name }) => !changes.some((other) => other.name === name));
  facts.cookies = [...kept, ...changes];
}
