import { SessionConfigError } from "@sessionkit/core";
import session from "express-session";
import { describe, expect, test } from "vitest";
import { expectAltered } from "../../test/expect-altered.ts";
import { signInWithPassport } from "../../test/passport-server.ts";
import { requestWith } from "../../test/request.ts";
import { type ExpressSessionOptions, fromExpressSession } from "./express-session.ts";

const secret = "the secret of the old application";
const hour = 3_600_000;

const signIn = (options: Partial<session.SessionOptions> = {}, path?: string) =>
  signInWithPassport({ secret, ...options }, path);

describe("a session of a real server", () => {
  test("of passport is read, with its end", async () => {
    const { browser, store, visit } = await signIn({ cookie: { maxAge: hour } });
    expect(await visit("/")).toBe("ada");
    const adopted = await fromExpressSession({ secret, store }).read(requestWith(browser.header));
    expect(adopted).toMatchObject({ userId: "ada", remember: true });
    const { createdAt, expiresAt } = adopted ?? {};
    // express-session derives the age from the end again, up to some milliseconds later.
    expect(Math.abs(Number(expiresAt) - Number(createdAt) - hour)).toBeLessThan(60_000);
    expect(Math.abs(Number(createdAt) - Date.now())).toBeLessThan(60_000);
    expect(adopted?.authenticatedAt).toBeNull();
  });

  test("without a maximum age ends with the browser", async () => {
    const { browser, store } = await signIn();
    const adopted = await fromExpressSession({ secret, store }).read(requestWith(browser.header));
    expect(adopted).toMatchObject({ userId: "ada", remember: false });
    expect(adopted).not.toHaveProperty("expiresAt");
  });

  test("of an application without passport is read with its own members", async () => {
    const { browser, store } = await signIn({ name: "app.sid" }, "/by-hand/grace");
    const adopter = fromExpressSession({
      secret,
      store,
      cookie: "app.sid",
      userId: (old: { account?: { id: string }; cart: string[] }) => old.account?.id,
      createdAt: () => new Date(5_000),
      data: ({ cart }) => ({ cart }),
    });
    expect(adopter.cookies).toEqual(["app.sid"]);
    expect(await adopter.read(requestWith(browser.header))).toMatchObject({
      userId: "grace",
      createdAt: new Date(5_000),
      data: { cart: ["book"] },
    });
  });

  test("is read with an older secret of the list", async () => {
    const { browser, store } = await signIn({ secret: [secret, "another one"] });
    const read = (one: string | string[]) =>
      fromExpressSession({ secret: one, store }).read(requestWith(browser.header));
    expect(await read(["the newest", secret])).toMatchObject({ userId: "ada" });
    expect(await read("the newest")).toBeNull();
  });

  test("of a numeric passport user has its text, or what userId returns", async () => {
    const { browser, store } = await signIn({}, "/number/7");
    const request = requestWith(browser.header);
    expect(await fromExpressSession({ secret, store }).read(request)).toMatchObject({
      userId: "7",
    });
    const adopter = fromExpressSession({
      secret,
      store,
      userId: (old) => Number(old.passport?.user),
    });
    expect(await adopter.read(request)).toMatchObject({ userId: 7 });
  });

  test("has no user: null", async () => {
    const { browser, store } = await signIn({}, "/by-hand/grace");
    expect(browser.header).toMatch(/^connect\.sid=s%3A/);
    expect(
      await fromExpressSession({ secret, store }).read(requestWith(browser.header)),
    ).toBeNull();
  });

  test("is deleted in its store by retire", async () => {
    const { browser, store, visit } = await signIn();
    const adopter = fromExpressSession({ secret, store });
    const adopted = await adopter.read(requestWith(browser.header));
    await adopter.retire?.(adopted?.credential ?? "");
    expect(await adopter.read(requestWith(browser.header))).toBeNull();
    expect(await visit("/")).toBe("nothing");
  });
});

test("altered cookies are null, and never an error", async () => {
  const store = new session.MemoryStore();
  const [one, two] = [await signIn({ store }), await signIn({ store }, "/passport/grace")];
  const [value, other] = [one, two].map(({ browser }) => browser.cookies.get("connect.sid") ?? "");
  await expectAltered(fromExpressSession({ secret, store }), {
    name: "connect.sid",
    value: value ?? "",
    other: other ?? "",
  });
});

test("an expired session is null, and a rolling one has no end", async () => {
  const { browser, store } = await signIn({ cookie: { maxAge: hour } });
  const read = (options: Partial<ExpressSessionOptions<object, string>>) =>
    fromExpressSession({ secret, store, ...options }).read(requestWith(browser.header));
  expect(await read({ clock: () => Date.now() + 2 * hour })).toBeNull();
  expect(await read({ rolling: true })).not.toHaveProperty("expiresAt");
});

test("the credential differs if another user signs in with the same session id", async () => {
  let id = "ada";
  const store = {
    get: (_: string, done: (error: unknown, old: unknown) => void) =>
      done(null, { cookie: {}, passport: { user: id } }),
  };
  const { browser } = await signIn();
  const adopter = fromExpressSession({ secret, store });
  const before = await adopter.read(requestWith(browser.header));
  id = "grace";
  const after = await adopter.read(requestWith(browser.header));
  expect(after?.userId).toBe("grace");
  expect(after?.credential).not.toBe(before?.credential);
});

test("a failing store rejects, and a missing session is null", async () => {
  const { browser } = await signIn();
  const read = (error: unknown) =>
    fromExpressSession({ secret, store: { get: (_, done) => done(error) } }).read(
      requestWith(browser.header),
    );
  await expect(read(new Error("connection lost"))).rejects.toThrow("connection lost");
  expect(await read(Object.assign(new Error("no file"), { code: "ENOENT" }))).toBeNull();
  expect(await read(null)).toBeNull();
});

test("the cookie is cleared with the attributes of the old one", async () => {
  const cookie = { domain: "app.example", path: "/shop", sameSite: "none", secure: true } as const;
  const adopter = fromExpressSession({ secret, store: new session.MemoryStore(), cookie });
  expect(adopter.clear(requestWith({ "connect.sid": "s%3Aold", other: "1" }))).toEqual([
    { name: "connect.sid", value: "", ...cookie, httpOnly: true, maxAge: 0 },
  ]);
  expect(adopter.clear(requestWith({ other: "1" }))).toEqual([]);
});

test.each<[string, object, string, RegExp]>([
  ["no secret", { secret: undefined }, "secret", /got undefined/],
  ["an empty secret in a list", { secret: [secret, ""] }, "secret", /an empty string/],
  ["an empty list of secrets", { secret: [] }, "secret", /an empty list/],
  ["no store", { store: undefined }, "store", /passed to express-session, got undefined/],
  ["an unknown option", { secrets: [secret] }, "secrets", /no such option. Did you mean secret\?/],
  ["an option of another library", { cookieName: "app" }, "cookieName", /Known are secret, store/],
  ["an unknown attribute", { cookie: { maxAge: 5 } }, "cookie.maxAge", /no such option/],
  ["a wrong callback", { userId: "account.id" }, "userId", /a function, got a string/],
  ["a wrong value for rolling", { rolling: "yes" }, "rolling", /true or false/],
  ["a name that is no cookie name", { cookie: "a b" }, "cookie.name", /"a b" is not/],
  ["a wrong SameSite", { cookie: { sameSite: "None" } }, "cookie.sameSite", /got "None"/],
])("throws for %s", (_, options, option, message) => {
  const create = () => fromExpressSession({ secret, store: new session.MemoryStore(), ...options });
  expect(create).toThrow(SessionConfigError);
  expect(create).toThrow(expect.objectContaining({ option }));
  expect(create).toThrow(message);
  expect(create).not.toThrow(secret);
});
