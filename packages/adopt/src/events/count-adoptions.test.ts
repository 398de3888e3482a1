import { encode } from "@auth/core/jwt";
import { createSessions, serializeCookie } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { sealData } from "iron-session";
import { describe, expect, test } from "vitest";
import { Browser } from "../../test/browser.ts";
import { requestWith } from "../../test/request.ts";
import { fromAuthJs } from "../sources/auth-js.ts";
import { fromIronSession } from "../sources/iron-session.ts";
import { fromJwt } from "../sources/jwt.ts";
import { type CountedEvent, countAdoptions } from "./count-adoptions.ts";

const password = "a password of at least 32 characters";
const DAY = 86_400_000;
const MONDAY = Date.UTC(2026, 10, 23, 12);

function start() {
  let now = MONDAY;
  const clock = () => now;
  const adopt = [
    fromIronSession({
      password,
      cookie: "app",
      clock,
      userId: ({ id }: { id: string }) => id,
      rolling: true,
    }),
    fromAuthJs({ secret: password, clock }),
    fromJwt({ cookie: "token", verify: async () => null }),
  ];
  const adoptions = countAdoptions(adopt);
  const log: string[] = [];
  const sessions = createSessions({
    strategy: "jwt",
    secret: "3f1c6a0be5274d8e9b7d2c4a6e8f0913",
    store: createMemoryStore(),
    origin: "https://app.example",
    loadUser: (id) => ({ id }),
    clock,
    adopt,
    onEvent(event) {
      adoptions.add(event);
      log.push(JSON.stringify(event));
    },
  });
  const iron = async (id: string) => ({ app: await sealData({ id }, { password }) });
  const authJs = async (sub: string) => {
    const name = "__Secure-authjs.session-token";
    return { [name]: await encode({ token: { sub }, secret: password, salt: name }) };
  };
  return {
    adoptions,
    log,
    sessions,
    iron,
    authJs,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

describe("countAdoptions", () => {
  test("counts the adoptions of each adopter by day, each old credential once", async () => {
    const { adoptions, sessions, iron, authJs, advance } = start();
    const ada = await iron("ada");
    await Promise.all([1, 2, 3].map(() => sessions.resolve(requestWith(ada))));
    await sessions.resolve(requestWith(await authJs("bob")));
    advance(DAY);
    await sessions.resolve(requestWith(await iron("cleo")));
    expect(adoptions.list()).toEqual([
      {
        adopter: "iron-session",
        adopted: 2,
        byDay: { "2026-11-23": 1, "2026-11-24": 1 },
        refused: {},
        lastAdoptedAt: MONDAY + DAY,
      },
      {
        adopter: "authjs",
        adopted: 1,
        byDay: { "2026-11-23": 1 },
        refused: {},
        lastAdoptedAt: MONDAY,
      },
      { adopter: "jwt", adopted: 0, byDay: {}, refused: {}, lastAdoptedAt: null },
    ]);
  });

  test("counts a request from another device as none, and an old cookie after a sign-out as refused", async () => {
    const { adoptions, log, sessions, iron } = start();
    const ada = await iron("ada");
    const outcome = await sessions.resolve({ ...requestWith(ada), address: "192.0.2.7" });
    const other = { ...requestWith(ada), address: "203.0.113.9" };
    await sessions.resolve(other);
    expect(log.at(-1)).toMatch(
      /"session\.adopted".*"elsewhere":true|"elsewhere":true.*"session\.adopted"/,
    );
    expect(adoptions.list()[0]).toMatchObject({ adopted: 1 });
    const browser = new Browser();
    browser.set(outcome.cookies.map(serializeCookie));
    await sessions.signOut(requestWith(browser.header));
    await sessions.resolve(requestWith(ada));
    expect(adoptions.list()[0]).toMatchObject({ adopted: 1, refused: { revoked: 1 } });
  });

  test("has the same counts from a log of several processes, in any order", async () => {
    const processes = [start(), start()];
    for (const [index, { sessions, iron, advance }] of processes.entries()) {
      advance(index * 3 * DAY);
      await sessions.resolve(requestWith(await iron("ada")));
    }
    const lines = processes.flatMap(({ log }) => log).toReversed();
    const counted = countAdoptions();
    for (const line of lines) counted.add(JSON.parse(line) as CountedEvent);
    expect(counted.list()).toEqual([
      {
        adopter: "iron-session",
        adopted: 2,
        byDay: { "2026-11-23": 1, "2026-11-26": 1 },
        refused: {},
        lastAdoptedAt: MONDAY + 3 * DAY,
      },
    ]);
  });

  test.each([null, "next-auth", [{}], [null]])("throws for %o in place of adopters", (wrong) => {
    expect(() => countAdoptions(wrong as never)).toThrow(/adopters: expected a list of adopters/);
  });
});
