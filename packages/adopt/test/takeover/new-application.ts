import { randomBytes } from "node:crypto";
import { createSessions, type SessionEvent } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { bindSessions } from "@sessionkit/web";
import { type AdoptionCount, countAdoptions } from "../../src/index.ts";
import { Browser } from "../browser.ts";
import { HOUR, type OldApplication, type StartOld } from "./old-application.ts";
import { serve } from "./serve.ts";

/** What `/me` answers. */
interface Me {
  readonly status: number;
  readonly session: {
    readonly id: string;
    readonly userId: string;
    readonly createdAt: number;
    readonly authenticatedAt: number;
    readonly absoluteExpiresAt: number;
  } | null;
  readonly reason: string | null;
}

/** An application that has moved to sessionkit, and the one before it, which still runs. */
export interface Takeover {
  readonly old: OldApplication;
  /** The browser that has signed in at the old application. */
  readonly browser: Browser;
  /** The cookies of that browser before its first request to the new application. */
  readonly copy: string;
  readonly signedInAt: number;
  readonly events: readonly SessionEvent[];
  readonly counts: AdoptionCount;
  readonly advance: (ms: number) => void;
  /** Sends a request of a browser, which keeps the cookies of the response. */
  readonly me: (from?: Browser, headers?: Record<string, string>) => Promise<Me>;
  readonly post: (path: "/refresh" | "/logout", from?: Browser) => Promise<number>;
  /** The names of a browser's cookies that have a session, an old or a new one. */
  readonly credentials: (from?: Browser) => string[];
  /** How many sessions the user has. */
  readonly count: () => Promise<number>;
}

/** Signs a user in at the old application, and starts the new one. */
export async function takeOver(
  startOld: StartOld,
  { keepOld, isKnown = true }: { keepOld?: "7d"; isKnown?: boolean } = {},
): Promise<Takeover> {
  let offset = 0;
  const clock = () => Date.now() + offset;
  // The ids of adopted sessions follow from it, and the denylist is that of the process.
  const secret = randomBytes(32).toString("base64url");
  const signedInAt = clock();
  const old = await startOld(clock);
  const { adopter, browser, userId } = old;
  const events: SessionEvent[] = [];
  const counts = countAdoptions([adopter]);
  let sessions: ReturnType<typeof create> | undefined;
  const create = (origin: string) =>
    createSessions({
      ...{
        strategy: "jwt",
        secret,
        store: createMemoryStore(),
      },
      ...{ origin, clock, timeout: "30s" },
      loadUser: async (id) => (isKnown && id === userId ? { id } : null),
      adopt: { from: [adopter], keepOld },
      onEvent(event) {
        events.push(event);
        counts.add(event);
      },
    });
  const origin = await serve((own) => {
    sessions = create(own);
    const { handle } = bindSessions(sessions);
    return (request) =>
      handle(request, async ({ getSession, getSessionAnswer }) => {
        const session = await getSession();
        return Response.json({ session, reason: (await getSessionAnswer())?.reason ?? null });
      });
  });
  return {
    ...{ old, browser, copy: browser.header, signedInAt, events, counts },
    advance: (ms) => {
      offset += ms;
    },
    async me(from = browser, headers = {}) {
      const response = await fetch(`${origin}/me`, {
        headers: { ...headers, cookie: from.header },
      });
      from.keep(response);
      return { status: response.status, ...((await response.json()) as Omit<Me, "status">) };
    },
    async post(path, from = browser) {
      const headers = { cookie: from.header, origin };
      const response = await fetch(`${origin}/api/auth${path}`, { method: "POST", headers });
      from.keep(response);
      return response.status;
    },
    credentials: (from = browser) =>
      [...from.cookies.keys()]
        .filter((name) => [...OWN, ...adopter.cookies].includes(name.replace(CHUNK, "")))
        .toSorted(),
    count: async () => (await sessions?.list(userId))?.length ?? -1,
  };
}

const CHUNK = /\.\d+$/;

/** The cookies of the new application. */
export const OWN: readonly string[] = ["access", "session"];

/** A browser with a copy of cookies. */
export function browserWith(header: string): Browser {
  const browser = new Browser();
  for (const pair of header.split("; ")) {
    const at = pair.indexOf("=");
    browser.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return browser;
}

export const LATER: number = HOUR / 3;
