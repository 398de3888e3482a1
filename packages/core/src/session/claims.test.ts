import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { MODES, STRATEGIES, signedInTo } from "../../test/signed-in.ts";

const values: readonly (readonly [string, unknown, RegExp])[] = [
  ["a promise", Promise.resolve({ role: "admin" }), /promise/],
  ["nothing", undefined, /undefined/],
  ["null", null, /null/],
  ["a list", ["admin"], /array/],
  ["a text", "admin", /string/],
  ["an instance of a class", new Date(0), /Date/],
];

const members: readonly (readonly [string, unknown, RegExp])[] = [
  ["a Date", new Date(0), /instance of Date.*toISOString/],
  ["a BigInt", 1n, /bigint.*string/],
  ["undefined", undefined, /undefined.*null/],
  ["a promise", Promise.resolve(1), /promise/],
  ["NaN", Number.NaN, /NaN/],
  ["a function", () => 1, /function/],
  ["a Set", new Set(["admin"]), /Set/],
  ["a NUL", "a\0b", /NUL/],
  ["a lone surrogate", "\ud800", /surrogate/],
];

describe.each(MODES)("claims, mode %s", (mode) => {
  const createWith = async (claims: () => unknown) => {
    const options = { claims: claims as never };
    const { sessions } =
      mode === "stateless"
        ? createStatelessService(options)
        : createService({ ...options, strategy: mode });
    return sessions.create("ada");
  };

  test.each(values)("that are %s are refused at the sign-in", async (_, claims, message) => {
    await expect(createWith(() => claims)).rejects.toMatchObject({
      code: "session_config",
      option: "claims",
      message: expect.stringMatching(message),
    });
  });

  test.each(members)(
    "with a member that is %s are refused by its name",
    async (_, joined, message) => {
      await expect(createWith(() => ({ team: { joined } }))).rejects.toMatchObject({
        code: "session_config",
        option: "claims.team.joined",
        message: expect.stringMatching(message),
      });
    },
  );

  test.each(["iss", "sub", "exp", "nbf", "jti", "gen", "ses", "data", "act", "cnf"])(
    "must not be named %s",
    async (name) => {
      await expect(createWith(() => ({ [name]: 1 }))).rejects.toMatchObject({
        option: `claims.${name}`,
      });
    },
  );

  test.each(["passwordHash", "apiKey", "otpSeed", "recoveryCodes"])(
    "must not hold a secret named %s",
    async (name) => {
      await expect(createWith(() => ({ user: { [name]: "x" } }))).rejects.toMatchObject({
        code: "sensitive_member",
        option: `claims.user.${name}`,
      });
    },
  );

  test("are the same value on every request", async () => {
    const claims = {
      role: "admin",
      teams: [{ id: 1, since: "2026-01-01" }],
      level: 0.5,
      none: null,
    };
    const { created, resolve, clock } = await signedInTo(mode, { claims: () => claims });
    expect(created.session.claims).toEqual(claims);
    expect((await resolve()).session?.claims).toEqual(claims);
    clock.advance("16m");
    expect((await resolve()).session?.claims).toEqual(claims);
    expect((await resolve()).session?.claims).toEqual(claims);
  });

  test("see the data of the session: an active organization, an impersonator", async () => {
    const { created, sessions, browser, resolve } = await signedInTo(
      mode,
      { claims: (user, { data }) => ({ role: `${user.role} of ${String(data.org)}` }) },
      { data: { org: "acme" } },
    );
    expect(created.session.claims.role).toBe("admin of acme");
    browser.obey(
      await sessions.update(
        created.session,
        { org: "initech" },
        browser.request({ method: "POST" }),
      ),
    );
    expect((await resolve()).session?.claims.role).toBe("admin of initech");
  });
});

describe.each(STRATEGIES)("claims that become invalid at a refresh, strategy %s", (strategy) => {
  test("throw, naming the member, and nothing is written", async () => {
    let joined: unknown = "2026-01-01";
    const { sessions, browser, clock, store, created } = await (async () => {
      const service = createService({ strategy, claims: () => ({ joined }) as never });
      const browser = createBrowser();
      const created = await service.sessions.create("ada", { request: browser.request() });
      browser.obey(created);
      return { ...service, browser, created };
    })();
    joined = new Date(0);
    clock.advance("20m");
    const before = await store.find(created.session.id);
    for (const answer of [
      () => sessions.refresh(browser.request({ method: "POST" })),
      () => sessions.resolve(browser.request()),
      () => sessions.update(created.session, { a: 1 }, browser.request({ method: "POST" })),
      () => sessions.renew(created.session, { request: browser.request({ method: "POST" }) }),
    ])
      await expect(answer()).rejects.toMatchObject({ option: "claims.joined" });
    expect(await store.find(created.session.id)).toEqual(before);
  });
});

test.each(members)(
  "publicUser with a member that is %s is refused by its name",
  async (_, joined, message) => {
    const { sessions } = createService({ publicUser: () => ({ joined }) as never });
    const outcome = await sessions.create("ada");
    await expect(sessions.answer(outcome)).rejects.toMatchObject({
      code: "session_config",
      option: "publicUser.joined",
      message: expect.stringMatching(message),
    });
  },
);

test("publicUser sees the data of the session", async () => {
  const { sessions } = createService({
    publicUser: ({ id }, { data }) => ({ id, name: String(data.alias) }),
  });
  const outcome = await sessions.create("ada", { data: { alias: "Countess" } });
  expect((await sessions.answer(outcome)).user).toEqual({ id: "ada", name: "Countess" });
});
