import { encode } from "@auth/core/jwt";
import { type AdoptOptions, createSessions, type Outcome, serializeCookie } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import session from "express-session";
import { sealData } from "iron-session";
import { describe, expect, test } from "vitest";
import { Browser } from "../test/browser.ts";
import { signInWithPassport } from "../test/passport-server.ts";
import { requestWith } from "../test/request.ts";
import { fromAuthJs, fromExpressSession, fromIronSession } from "./index.ts";

const password = "a password of at least 32 characters";
const name = "__Secure-authjs.session-token";

interface Case {
  readonly adopter: NonNullable<AdoptOptions["from"]>[number];
  readonly browser: Browser;
  /** Whether the old application still accepts a copy of the cookie. */
  readonly isAccepted: (header: string) => Promise<boolean>;
}

const cases: Record<string, () => Promise<Case>> = {
  async "express-session"() {
    const store = new session.MemoryStore();
    const { browser, visit } = await signInWithPassport({ store, secret: password });
    const adopter = fromExpressSession({ secret: password, store });
    const isAccepted = async (header: string) => (await visit("/", header)) === "ada";
    return { adopter, browser, isAccepted };
  },
  async "Auth.js, in chunks"() {
    const claims = { sub: "ada", roles: "reader ".repeat(1_200) };
    const token = await encode({ token: claims, secret: password, salt: name });
    const browser = new Browser();
    for (let at = 0; at < token.length; at += 3_900) {
      browser.cookies.set(`${name}.${at / 3_900}`, token.slice(at, at + 3_900));
    }
    return { adopter: fromAuthJs({ secret: password }), browser, isAccepted: async () => true };
  },
  async "iron-session"() {
    const browser = new Browser();
    browser.cookies.set("app", await sealData({ id: "ada" }, { password }));
    const adopter = fromIronSession({
      password,
      cookie: "app",
      userId: ({ id }: { id: string }) => id,
    });
    return { adopter, browser, isAccepted: async () => true };
  },
};

async function start(key: string) {
  const old = await cases[key]?.();
  if (!old) throw new Error(`There is no case ${key}.`);
  const { adopter, browser } = old;
  const sessions = createSessions({
    strategy: "jwt",
    secret: "3f1c6a0be5274d8e9b7d2c4a6e8f0913",
    store: createMemoryStore(),
    origin: "https://app.example",
    loadUser: async (id) => (id === "ada" ? { id } : null),
    adopt: [adopter],
  });
  const copy = browser.header;
  const obey = (outcome: Pick<Outcome, "cookies">) =>
    browser.set(outcome.cookies.map(serializeCookie));
  return { ...old, sessions, copy, obey };
}

describe.each(Object.keys(cases))("a session of %s", (key) => {
  test("continues, and its cookies and its row are deleted", async () => {
    const { sessions, browser, copy, obey, isAccepted } = await start(key);
    expect(await isAccepted(copy)).toBe(true);
    const outcome = await sessions.resolve(requestWith(browser.header));
    expect(outcome).toMatchObject({ status: "authenticated", session: { userId: "ada" } });
    obey(outcome);
    obey(await sessions.refresh(requestWith(browser.header)));
    const kept = [...browser.cookies.keys()].toSorted();
    expect(kept).toEqual(["__Host-access", "__Host-session"]);
    expect(await sessions.resolve(requestWith(browser.header))).toMatchObject({
      status: "authenticated",
      session: { id: outcome.session?.id },
    });
    if (key === "express-session") expect(await isAccepted(copy)).toBe(false);
  });

  test("becomes one session for eleven parallel first requests", async () => {
    const { sessions, copy } = await start(key);
    const outcomes = await Promise.all(
      Array.from({ length: 11 }, () => sessions.resolve(requestWith(copy))),
    );
    expect(new Set(outcomes.map(({ session: own }) => own?.id)).size).toBe(1);
    expect(await sessions.list("ada")).toHaveLength(1);
  });

  test("stays ended after a sign-out, although the old cookie is sent again", async () => {
    const { sessions, browser, copy, obey } = await start(key);
    obey(await sessions.resolve(requestWith(browser.header)));
    obey(await sessions.signOut(requestWith(browser.header)));
    expect(browser.header).toBe("");
    const again = await sessions.resolve(requestWith(copy));
    expect(again.status).toBe("unauthenticated");
    expect(await sessions.list("ada")).toEqual([]);
  });
});
