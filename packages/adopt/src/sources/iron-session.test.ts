import { SessionConfigError } from "@sessionkit/core";
import { getIronSession, type SessionOptions, sealData } from "iron-session";
import { getIronSession as getIronSession8, sealData as sealData8 } from "iron-session-8";
import { describe, expect, test } from "vitest";
import { Browser } from "../../test/browser.ts";
import { decode, expectAltered } from "../../test/expect-altered.ts";
import { requestWith } from "../../test/request.ts";
import { fromIronSession } from "./iron-session.ts";

const password = "a password of at least 32 characters";
const newer = "another password of the same application";
const name = "app-session";
const hour = 3_600_000;

interface OldSession {
  userId?: string;
  signedInAt?: number;
  notes?: string;
}

const userId = (old: OldSession) => old.userId;
const adopter = fromIronSession({ password, cookie: name, userId });

/** A browser whose session was saved by the library. */
async function save(
  version: 8 | 9,
  content: OldSession,
  options: Partial<SessionOptions> = {},
): Promise<Browser> {
  const browser = new Browser();
  const [request, response] = [new Request("https://app.example"), new Response()];
  const settings = { cookieName: name, password, ...options };
  const session =
    version === 9
      ? await getIronSession<OldSession>(request, response, settings)
      : await getIronSession8<OldSession>(request, response, settings);
  Object.assign(session, content);
  await session.save();
  browser.keep(response);
  return browser;
}

describe.each([8, 9] as const)("a session of iron-session %i", (version) => {
  test("is read, with its end", async () => {
    const { header } = await save(version, { userId: "ada" }, { ttl: 3_600 });
    const adopted = await adopter.read(requestWith(header));
    expect(adopted?.userId).toBe("ada");
    expect(Math.abs(Number(adopted?.expiresAt) - Date.now() - hour)).toBeLessThan(60_000);
    expect(adopted).not.toHaveProperty("createdAt");
  });

  test("without a ttl has no end", async () => {
    const { header } = await save(version, { userId: "ada" }, { ttl: 0 });
    expect(await adopter.read(requestWith(header))).not.toHaveProperty("expiresAt");
  });

  test("is read with the password of its id", async () => {
    const passwords = { 1: password, 2: newer };
    const { header } = await save(version, { userId: "ada" }, { password: passwords });
    const read = (one: string | Record<string, string>) =>
      fromIronSession({ password: one, cookie: name, userId }).read(requestWith(header));
    expect(await read(passwords)).toMatchObject({ userId: "ada" });
    expect(await read(newer)).toMatchObject({ userId: "ada" });
    expect(await read(password)).toBeNull();
    expect(await read({ 1: newer })).toBeNull();
  });

  test("is null if it has expired, or has no user", async () => {
    const later = fromIronSession({
      password,
      cookie: name,
      userId,
      clock: () => Date.now() + 2 * hour,
    });
    const { header } = await save(version, { userId: "ada" }, { ttl: 3_600 });
    expect(await later.read(requestWith(header))).toBeNull();
    const anonymous = await save(version, { notes: "signed out" });
    expect(await adopter.read(requestWith(anonymous.header))).toBeNull();
  });
});

test("a session in chunks is read, and all of them are cleared", async () => {
  const notes = "a long text ".repeat(500);
  const cookieOptions = { domain: "app.example", sameSite: "none" } as const;
  const { header, cookies } = await save(
    9,
    { userId: "ada", notes },
    { chunk: true, cookieOptions },
  );
  expect(cookies.size).toBeGreaterThan(1);
  const chunked = fromIronSession({
    password,
    cookie: { name, ...cookieOptions },
    userId,
    data: ({ notes }: OldSession) => ({ notes }),
  });
  expect(await chunked.read(requestWith(header))).toMatchObject({ userId: "ada", data: { notes } });
  expect(chunked.clear(requestWith(header))).toEqual(
    [...cookies.keys()].map((one) => ({
      ...{ name: one, value: "", path: "/", domain: "app.example", secure: true, sameSite: "none" },
      ...{ httpOnly: true, maxAge: 0 },
    })),
  );
});

test("createdAt of the application is used, but not one in the future", async () => {
  const read = async (signedInAt: number) => {
    const { header } = await save(9, { userId: "ada", signedInAt });
    return fromIronSession({
      password,
      cookie: name,
      userId,
      createdAt: (old: OldSession) => new Date(old.signedInAt ?? 0),
      clock: () => 9_000,
    }).read(requestWith(header));
  };
  expect(await read(5_000)).toMatchObject({ createdAt: new Date(5_000) });
  expect(await read(12_000)).toMatchObject({ createdAt: new Date(9_000) });
  await expect(read(Number.POSITIVE_INFINITY)).rejects.toThrow();
});

test("altered cookies are null, and never an error", async () => {
  const [value, other] = [
    await sealData({ userId: "ada" }, { password }),
    await sealData8({ userId: "grace" }, { password }),
  ];
  await expectAltered(adopter, { name, value, other }, withoutVersion);
});

/** The version is not authenticated: any text after `~` is ignored. */
function withoutVersion(text: string): string | null {
  return decode(text)?.split("~", 1)[0] ?? null;
}

test("the version does not change what a seal means", async () => {
  const seal = await sealData({ userId: "ada", persistent: { userId: "grace" } }, { password });
  const [text] = seal.split("~");
  const read = (value: string) => adopter.read(requestWith({ [name]: value }));
  const original = await read(seal);
  expect(original?.userId).toBe("ada");
  for (const version of ["", "~1", "~3", "~~", "~2~1"])
    expect(await read(text + version)).toEqual(original);
});

test("a client that names a member of every object as the password id is refused", async () => {
  const passwords = fromIronSession({ password: { 1: password }, cookie: name, userId });
  const seal = await sealData({ userId: "ada" }, { password });
  for (const id of ["constructor", "__proto__", "toString"]) {
    const forged = seal.replace("Fe26.2*1*", `Fe26.2*${id}*`);
    expect(await passwords.read(requestWith({ [name]: forged }))).toBeNull();
  }
});

test.each<[string, object, string, RegExp]>([
  ["no password", { password: undefined }, "password", /got undefined/],
  ["a short password", { password: "short" }, "password", /at least 32 characters, got 5/],
  ["a short one in a map", { password: { 2: "short" } }, "password.2", /got 5/],
  ["no cookie", { cookie: undefined }, "cookie.name", /is missing/],
  ["no userId", { userId: undefined }, "userId", /a function, got undefined/],
  ["an unknown option", { cookieName: name }, "cookieName", /no such option/],
])("throws for %s", (_, options, option, message) => {
  const create = () => fromIronSession({ password, cookie: name, userId, ...options });
  expect(create).toThrow(SessionConfigError);
  expect(create).toThrow(expect.objectContaining({ option }));
  expect(create).toThrow(message);
});
