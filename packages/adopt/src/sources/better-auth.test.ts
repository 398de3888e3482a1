import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { describe, expect, test } from "vitest";
import { Browser } from "../../test/browser.ts";
import { expectAltered } from "../../test/expect-altered.ts";
import { requestWith } from "../../test/request.ts";
import { fromBetterAuth } from "./better-auth.ts";

const secret = "the secret of the old application, long enough";
const plain = "better-auth.session_token";

interface Row {
  token: string;
  userId: string;
  expiresAt: Date;
  createdAt: Date;
}

/** The real handler of better-auth, with its adapter for memory. */
function start(origin: string, options: { prefix?: string; cache?: boolean } = {}) {
  const tables: Record<string, Record<string, unknown>[]> = {
    user: [],
    session: [],
    account: [],
    verification: [],
  };
  const auth = betterAuth({
    baseURL: origin,
    secret,
    database: memoryAdapter(tables as never),
    emailAndPassword: { enabled: true },
    session: { cookieCache: { enabled: options.cache ?? false } },
    ...(options.prefix && { advanced: { cookiePrefix: options.prefix } }),
  });
  const rows = () => tables.session as unknown as Row[];
  const findSession = async (token: string) => rows().find((row) => row.token === token);
  const post = async (browser: Browser, path: string, body: object) => {
    const response = await auth.handler(
      new Request(`${origin}/api/auth${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, cookie: browser.header },
        body: JSON.stringify(body),
      }),
    );
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    browser.keep(response);
  };
  /** Signs up, and then signs in by email. */
  const signIn = async (name: string, rememberMe = true): Promise<Browser> => {
    const account = { email: `${name}@app.example`, password: "a password of the user" };
    await post(new Browser(), "/sign-up/email", { ...account, name });
    const browser = new Browser();
    await post(browser, "/sign-in/email", { ...account, rememberMe });
    return browser;
  };
  return { signIn, rows, findSession, tables };
}

describe("a session of the real handler", () => {
  test.each([
    ["http", "http://localhost:3000", plain],
    ["https", "https://app.example", `__Secure-${plain}`],
  ])("over %s is read, with its times", async (_, origin, name) => {
    const { signIn, rows, findSession, tables } = start(origin);
    const { header, cookies } = await signIn("ada");
    expect([...cookies.keys()]).toEqual([name]);
    const row = rows().at(-1);
    expect(await fromBetterAuth({ secret, findSession }).read(requestWith(header))).toMatchObject({
      userId: tables.user?.[0]?.id,
      createdAt: row?.createdAt,
      expiresAt: row?.expiresAt,
      remember: true,
    });
  });

  test("that is not remembered ends with the browser, and all of its cookies are cleared", async () => {
    const { signIn, findSession } = start("https://app.example", { cache: true });
    const { header, cookies } = await signIn("ada", false);
    const adopter = fromBetterAuth({ secret, findSession });
    expect(await adopter.read(requestWith(header))).toMatchObject({ remember: false });
    const cleared = adopter.clear(requestWith(header));
    expect(cleared.map(({ name }) => name).toSorted()).toEqual([...cookies.keys()].toSorted());
    expect(cleared).toHaveLength(3);
    expect(cleared.every(({ secure, maxAge }) => secure && maxAge === 0)).toBe(true);
    const forged = header.replace(/dont_remember=[^;]*/, "dont_remember=true.forged");
    expect(await adopter.read(requestWith(forged))).toMatchObject({ remember: true });
  });

  test("has the name that the application chose", async () => {
    const { signIn, findSession } = start("http://localhost:3000", { prefix: "shop" });
    const { header } = await signIn("ada");
    const adopter = fromBetterAuth({ secret, findSession, cookie: "shop.session_token" });
    expect(await adopter.read(requestWith(header))).not.toBeNull();
  });

  test("is read with an older secret, and from JSON of secondary storage", async () => {
    const { signIn, findSession } = start("http://localhost:3000");
    const { header } = await signIn("ada");
    const adopter = fromBetterAuth({
      secret: ["a newer one", secret],
      findSession: async (token) => JSON.parse(JSON.stringify(await findSession(token))) as Row,
    });
    const row = await findSession(decodeURIComponent(header).replace(/^.*=(\w+)\..*$/, "$1"));
    expect(await adopter.read(requestWith(header))).toMatchObject({ expiresAt: row?.expiresAt });
  });

  test("is deleted by retire, and null when it has expired", async () => {
    const { signIn, rows, findSession } = start("http://localhost:3000");
    const { header } = await signIn("ada");
    const clock = () => Number(rows().at(-1)?.expiresAt);
    const later = fromBetterAuth({ secret, findSession, clock });
    expect(await later.read(requestWith(header))).toBeNull();
    const deleted: string[] = [];
    const adopter = fromBetterAuth({
      secret,
      findSession,
      deleteSession: async (token) => void deleted.push(token),
    });
    const adopted = await adopter.read(requestWith(header));
    await adopter.retire?.(adopted?.credential ?? "");
    expect(deleted).toEqual([rows().at(-1)?.token]);
  });

  test("altered cookies are null, and never an error", async () => {
    const { signIn, findSession } = start("http://localhost:3000");
    const browsers = [await signIn("ada"), await signIn("grace")];
    const [value = "", other = ""] = browsers.map(({ cookies }) => cookies.get(plain));
    await expectAltered(fromBetterAuth({ secret, findSession }), { name: plain, value, other });
  });
});

test("a table that fails rejects, but is not read for a forged cookie", async () => {
  const { signIn } = start("http://localhost:3000");
  const { header } = await signIn("ada");
  const adopter = fromBetterAuth({
    secret,
    findSession: async (): Promise<Row> => Promise.reject(new Error("connection lost")),
  });
  await expect(adopter.read(requestWith(header))).rejects.toThrow("connection lost");
  expect(await adopter.read(requestWith(header.slice(0, -6)))).toBeNull();
});

test.each<[string, object, string]>([
  ["no secret", { secret: "" }, "secret"],
  ["no findSession", { findSession: undefined }, "findSession"],
  ["an unknown option", { cookiePrefix: "shop" }, "cookiePrefix"],
])("throws for %s", (_, options, option) => {
  const create = () =>
    fromBetterAuth({ secret, findSession: async (): Promise<null | Row> => null, ...options });
  expect(create).toThrow(expect.objectContaining({ name: "SessionConfigError", option }));
});
