import { createSessions, type SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { hc } from "hono/client";
import { CookieJar } from "tough-cookie";
import { type App, createApp } from "../../src/app.ts";
import { createPartnerTokens } from "../../src/partner/partner-tokens.ts";
import { sessionOptions } from "../../src/sessions/session-options.ts";
import { createDemoAccounts } from "../../src/users/accounts.ts";

const ORIGIN = "http://localhost";
export const ADA = { email: "ada@example.test", password: "orchid-tundra-41" };

/** A low cost, because every test signs in. */
const COST = 2 ** 8;

export interface Settings {
  readonly store?: SessionStore;
  readonly jwks?: URL;
}

/** Runs the application in this process, with a settable clock and RPC clients as browsers. */
export function inProcess({
  store = createMemoryStore(),
  jwks = new URL("http://127.0.0.1:1/.well-known/jwks.json"),
}: Settings = {}) {
  let now = Date.now();
  const accounts = createDemoAccounts(COST);
  const sessions = createSessions({
    strategy: "jwt",
    secret: "q8Vd2mZr5Tg9Lk3Xw7Bn4Hs6Yc1Jf0Pe",
    store,
    clock: () => now,
    ...sessionOptions(accounts),
  });
  const verifyPartnerToken = createPartnerTokens({
    jwks,
    issuer: "express-api",
    audience: "sessionkit-apps",
    cooldown: 0,
  });
  const app = createApp({ sessions, accounts, verifyPartnerToken, fresh: "10m" });
  return {
    app,
    sessions,
    advance(ms: number) {
      now += ms;
    },
    /** A client that sends cookies and `Origin` like a browser. */
    browser() {
      const jar = new CookieJar();
      const send = async (...given: ConstructorParameters<typeof Request>) => {
        const request = new Request(...given);
        request.headers.set("cookie", await jar.getCookieString(ORIGIN));
        request.headers.set("host", "localhost");
        request.headers.set("origin", ORIGIN);
        const response = await app.fetch(request);
        for (const line of response.headers.getSetCookie()) await jar.setCookie(line, ORIGIN);
        return response;
      };
      return { ...callers(send), jar };
    },
  };
}

/** Typed calls, and calls by method and path. */
function callers(send: typeof fetch) {
  return {
    rpc: hc<App>(ORIGIN, { fetch: send }),
    send: (method: string, path: string) => send(`${ORIGIN}${path}`, { method }),
  };
}
