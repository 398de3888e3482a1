import type { SessionAnswer } from "@sessionkit/core";

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

/** The endpoints, with one browser's session behind them. */
export class FakeEndpoints {
  readonly log: string[] = [];
  current: ReturnType<typeof signedIn>;
  down = false;

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
    if (path.startsWith("/logout")) {
      this.current = signedOut(this.current.now + 1);
      return Response.json({ revoked: 1 });
    }
    this.current = { ...this.current, now: this.current.now + 1 };
    return Response.json(this.current);
  };
}
