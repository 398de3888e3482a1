import type { ActiveSession, SessionAnswer, SessionListAnswer } from "@sessionkit/core";

const NOW = 1_800_000_000_000;

export function signedIn(
  id = "s1",
  now: number = NOW,
  name = "Ada",
): SessionAnswer<{ role: string }, { id: string; name: string }> {
  return {
    status: "authenticated",
    session: {
      id,
      userId: "u1",
      createdAt: NOW,
      authenticatedAt: NOW,
      expiresAt: NOW + 604_800_000,
      absoluteExpiresAt: NOW + 2_592_000_000,
      remember: true,
      actor: null,
      claims: { role: "admin" },
    },
    user: { id: "u1", name },
    reason: null,
    now,
    expiresIn: 900,
  };
}

export function signedOut(now: number = NOW): ReturnType<typeof signedIn> {
  return {
    status: "unauthenticated",
    session: null,
    user: null,
    reason: "absent",
    now,
    expiresIn: null,
  };
}

/** A session that began `minutes` ago and was last active after two thirds of that time. */
export function device(
  id: string,
  label: string,
  minutes: number,
  more: Partial<ActiveSession> = {},
): ActiveSession {
  return {
    id,
    current: false,
    createdAt: NOW - minutes * 60_000,
    lastActiveAt: NOW - minutes * 20_000,
    expiresAt: NOW + 604_800_000,
    ip: "203.0.113.7",
    userAgent: null,
    label: null,
    device: { label, browser: null, os: null, model: null, kind: "desktop" },
    actor: null,
    ...more,
  };
}

export function devices(): SessionListAnswer {
  return {
    sessions: [
      device("s1", "Firefox on Linux", 3, { current: true }),
      device("s2", "Chrome on macOS", 360),
      device("s3", "Safari on iOS", 4_320),
    ],
    now: NOW,
  };
}

/** The endpoints, for one browser.  */
export class FakeEndpoints {
  readonly log: string[] = [];
  current: ReturnType<typeof signedIn>;
  down = false;
  list: SessionListAnswer = devices();

  constructor(current: ReturnType<typeof signedIn> = signedIn()) {
    this.current = current;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const path = String(input).replace("/api/auth", "");
    this.log.push(`${init?.method ?? "GET"} ${path}`);
    await new Promise((resolve) => setImmediate(resolve));
    if (this.down) {
      const problem = {
        type: "about:blank",
        title: "Unavailable",
        status: 503,
        code: "unavailable",
        reason: "unavailable",
      };
      return Response.json(problem, {
        status: 503,
        headers: { "content-type": "application/problem+json" },
      });
    }
    if (path.startsWith("/sessions")) return this.#sessions(path.split("/")[2]);
    if (path.endsWith("=others")) {
      this.#keep(({ current }) => current);
      return Response.json({ revoked: 2 });
    }
    if (path.startsWith("/logout")) {
      this.current = signedOut(this.current.now + 1);
      return Response.json({ revoked: 1 });
    }
    this.current = { ...this.current, now: this.current.now + 1 };
    return Response.json(this.current);
  };

  #sessions(id: string | undefined): Response {
    if (id === undefined) return Response.json(this.list);
    this.#keep((one) => one.id !== id);
    return new Response(null, { status: 204 });
  }

  #keep(which: (one: ActiveSession) => boolean): void {
    this.list = { ...this.list, sessions: this.list.sessions.filter(which) };
  }
}
