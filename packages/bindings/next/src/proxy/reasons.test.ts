import { createSessions, type EndReason } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { bindSessions } from "../bind/bind-sessions.ts";

// For tests only.
const secret = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";
const origin = "https://app.example";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type Strategy = "jwt" | "database";

/** A browser that is signed in, and a proxy that protects all pages but the sign-in. */
async function signedIn(strategy: Strategy, refresh?: "endpoint") {
  let now = Date.now();
  const users = new Map([["ada", { changedAt: new Date(0) }]]);
  const store = createMemoryStore({ name: crypto.randomUUID() });
  const sessions = createSessions({
    ...{ strategy, secret, origin, store, refresh, clock: () => now },
    ...(strategy === "database" && { rotateEvery: "5m" }),
    loadUser: (id: string) => users.get(id) ?? null,
    credentialsChangedAt: ({ changedAt }) => changedAt,
  });
  const { proxy, handlers } = bindSessions(sessions, { signInPath: "/sign-in", protect: "all" });
  const jar = new Map<string, string>();
  const obey = (lines: readonly string[]): void => {
    for (const line of lines) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
  };
  const request = (path: string, headers: Readonly<Record<string, string>>): NextRequest => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const method = headers["next-action"] ? "POST" : "GET";
    return new NextRequest(origin + path, { method, headers: { ...headers, cookie } });
  };
  const send = async (path: string, headers: Readonly<Record<string, string>>) => {
    const sent = request(path, { "sec-fetch-site": "same-origin", ...headers });
    const response = path.startsWith("/api/auth") ? await handlers.GET(sent) : await proxy(sent);
    obey(response.headers.getSetCookie());
    return response;
  };
  const created = await sessions.create("ada");
  for (const { name, value } of created.cookies) jar.set(name, value);
  const advance = (ms: number): void => {
    now += ms;
  };
  return {
    ...{ sessions, store, users, jar, send, advance },
    id: created.session.id,
    now: () => now,
  };
}

type Subject = Awaited<ReturnType<typeof signedIn>>;

const NAVIGATE = { "sec-fetch-mode": "navigate", accept: "text/html" };
const ROUTER = { "sec-fetch-mode": "cors", rsc: "1" };
const ACTION = { "sec-fetch-mode": "cors", "next-action": "00" };
const FETCH = { "sec-fetch-mode": "cors" };

/** How a session ends, by the reason that the request after it has. */
const ENDS: readonly (readonly [EndReason, (subject: Subject) => unknown])[] = [
  ["expired_idle", ({ advance }) => advance(8 * DAY)],
  [
    "expired_absolute",
    async ({ advance, send }) => {
      for (let days = 0; days < 30; days += 5) {
        await send("/page", NAVIGATE);
        advance(5 * DAY);
      }
    },
  ],
  ["revoked", ({ sessions, id }) => sessions.revoke(id)],
  [
    "reused",
    async ({ advance, send, jar }) => {
      const stolen = new Map(jar);
      for (let turn = 0; turn < 3; turn++) {
        advance(16 * MINUTE);
        await send("/page", NAVIGATE);
      }
      for (const [name, value] of stolen) jar.set(name, value);
    },
  ],
  ["user_gone", ({ users }) => users.delete("ada")],
  [
    "credentials_changed",
    ({ users, advance, now }) => {
      advance(MINUTE);
      users.set("ada", { changedAt: new Date(now()) });
    },
  ],
  ["unknown", ({ store, id }) => store.delete(id)],
  [
    "malformed",
    ({ jar }) => {
      for (const [name, value] of jar) jar.set(name, `${value.slice(0, -3)}AAA`);
    },
  ],
];

describe.each(["jwt", "database"] as const)("strategy %s", (strategy) => {
  describe.each(ENDS)("after the end of a session, reason %s,", (reason, end) => {
    const ended = async (): Promise<Subject> => {
      const subject = await signedIn(strategy);
      await end(subject);
      subject.advance(16 * MINUTE);
      return subject;
    };

    test("a page redirects to the sign-in with it, and clears the cookies", async () => {
      const { send, jar } = await ended();
      const { headers } = await send("/page?a=1", NAVIGATE);
      expect(headers.get("location")).toBe(
        `${origin}/sign-in?reason=${reason}&callbackUrl=%2Fpage%3Fa%3D1`,
      );
      expect(jar.size).toBe(0);
      const again = await send("/page", NAVIGATE);
      expect(again.headers.get("location")).toBe(`${origin}/sign-in?callbackUrl=%2Fpage`);
    });

    test.each([
      ["the router", ROUTER],
      ["the router, whose headers Next hides, or a fetch", FETCH],
      ["a server action", ACTION],
    ])("so does the page that is loaded after a refusal of %s", async (_, headers) => {
      const { send, jar } = await ended();
      expect((await send("/page", headers)).status).toBe(401);
      expect(jar.size).not.toBe(0);
      const page = await send("/page", NAVIGATE);
      expect(page.headers.get("location")).toContain(`reason=${reason}`);
      expect(jar.size).toBe(0);
    });

    test("a fetch reads it in the answer", async () => {
      const { send } = await ended();
      expect(await (await send("/page", FETCH)).json()).toMatchObject({ reason });
    });
  });
});

test.each(ENDS)(
  "with refresh: endpoint, the redirect by way of the endpoint has the reason %s",
  async (reason, end) => {
    const subject = await signedIn("jwt", "endpoint");
    const { send, jar, advance } = subject;
    await end({
      ...subject,
      send: (_, headers) => send("/api/auth/refresh?redirect=/page", headers),
    });
    advance(16 * MINUTE);
    jar.delete("__Host-access");
    const refresh =
      "/api/auth/refresh?redirect=%2Fpage&otherwise=%2Fsign-in%3FcallbackUrl%3D%252Fpage";
    const { headers } = await send(refresh, NAVIGATE);
    expect(headers.get("location")).toBe(`/sign-in?callbackUrl=%2Fpage&reason=${reason}`);
  },
);
