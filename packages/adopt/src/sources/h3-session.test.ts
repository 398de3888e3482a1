import { H3, type SessionConfig, useSession } from "h3";
import { createApp, defineEventHandler, toWebHandler, useSession as useSession1 } from "h3-1";
import { describe, expect, test } from "vitest";
import { Browser } from "../../test/browser.ts";
import { expectAltered } from "../../test/expect-altered.ts";
import { requestWith } from "../../test/request.ts";
import { fromH3Session, type H3SessionOptions } from "./h3-session.ts";

const password = "a password of at least 32 characters";
const hour = 3_600_000;

interface OldData {
  user?: { id: string };
  notes?: string;
}

const userId = (data: OldData) => data.user?.id;

/** A browser that has sent a request to an application, which then has updated its session. */
async function save(
  version: 1 | 2,
  data: OldData,
  config: Partial<SessionConfig> = {},
  browser: Browser = new Browser(),
): Promise<Browser> {
  const settings = { password, ...config };
  const application =
    version === 2
      ? new H3().get("/", async (event) => {
          await (await useSession<OldData>(event, settings)).update(data);
          return "ok";
        })
      : {
          fetch: toWebHandler(
            createApp().use(
              defineEventHandler(async (event) => {
                await (await useSession1<OldData>(event, settings as never)).update(data);
                return "ok";
              }),
            ),
          ),
        };
  const headers = { cookie: browser.header };
  browser.keep(await application.fetch(new Request("https://app.example/", { headers })));
  return browser;
}

function read(browser: Browser, options: Partial<H3SessionOptions<OldData, string>> = {}) {
  return fromH3Session({ password, userId, ...options }).read(requestWith(browser.header));
}

describe.each([1, 2] as const)("a session of h3 %i", (version) => {
  test("is read, with its creation", async () => {
    const browser = await save(version, { user: { id: "ada" } });
    const adopted = await read(browser);
    expect(adopted?.userId).toBe("ada");
    expect(Math.abs(Number(adopted?.createdAt) - Date.now())).toBeLessThan(60_000);
    expect(adopted).not.toHaveProperty("expiresAt");
    expect(browser.isKept("h3")).toBe(false);
    expect(adopted?.remember).toBe(false);
    const kept = await save(version, { user: { id: "ada" } }, { cookie: { maxAge: 3_600 } });
    expect(kept.isKept("h3")).toBe(true);
    expect(await read(kept, { remember: () => true })).toMatchObject({ remember: true });
  });

  test("ends maxAge after its creation", async () => {
    const browser = await save(version, { user: { id: "ada" } }, { maxAge: 7_200 });
    const adopted = await read(browser, { maxAge: 3_600 });
    expect(browser.isKept("h3")).toBe(true);
    expect(adopted?.remember).toBe(true);
    expect(Number(adopted?.expiresAt) - Number(adopted?.createdAt)).toBe(hour);
    expect(await read(browser, { maxAge: 3_600, clock: () => Date.now() + hour })).toBeNull();
    expect(await read(browser, { clock: () => Date.now() + 2 * hour })).toBeNull();
  });

  test("has the same credential after it was sealed again", async () => {
    const browser = await save(version, { user: { id: "ada" } });
    const [before, cookie] = [await read(browser), browser.header];
    await save(version, { notes: "new" }, {}, browser);
    expect(browser.header).not.toBe(cookie);
    expect((await read(browser))?.credential).toBe(before?.credential);
    await save(version, { user: { id: "grace" } }, {}, browser);
    expect((await read(browser))?.credential).not.toBe(before?.credential);
  });

  test("of Nuxt has a name of its own, and is null without a user", async () => {
    const browser = await save(version, { notes: "signed out" }, { name: "nuxt-session" });
    expect(await read(browser, { cookie: "nuxt-session" })).toBeNull();
    await save(version, { user: { id: "ada" } }, { name: "nuxt-session" }, browser);
    expect(await read(browser, { cookie: "nuxt-session" })).toMatchObject({ userId: "ada" });
    expect(await read(browser)).toBeNull();
  });

  test("altered cookies are null, and never an error", async () => {
    const browsers = [
      await save(version, { user: { id: "ada" } }),
      await save(version, { user: { id: "grace" } }),
    ];
    const [value = "", other = ""] = browsers.map(({ cookies }) => cookies.get("h3"));
    await expectAltered(fromH3Session({ password, userId }), { name: "h3", value, other });
  });
});

test("a session of h3 2 ends idleTimeout after it was last renewed", async () => {
  const browser = await save(2, { user: { id: "ada" } }, { idleTimeout: 3_600 });
  const adopted = await read(browser, { idleTimeout: 1_800 });
  expect(Math.abs(Number(adopted?.expiresAt) - Date.now() - hour / 2)).toBeLessThan(60_000);
});

test("a session in chunks is read, and all of them are cleared", async () => {
  const notes = "a long text ".repeat(600);
  const browser = await save(2, { user: { id: "ada" }, notes });
  expect(browser.cookies.get("h3")).toMatch(/^__chunked__\d$/);
  const adopter = fromH3Session({ password, userId, data: (data: OldData) => ({ ...data }) });
  const request = requestWith(browser.header);
  expect(await adopter.read(request)).toMatchObject({ userId: "ada", data: { notes } });
  expect(adopter.clear(request).map(({ name }) => name)).toEqual([...browser.cookies.keys()]);
  for (const count of ["0", "17", "99999999", "-1", "1x", ""]) {
    const forged = browser.header.replace(/__chunked__\d/, `__chunked__${count}`);
    expect(await adopter.read(requestWith(forged))).toBeNull();
  }
});

test.each<[string, object, string]>([
  ["no password", { password: undefined }, "password"],
  ["no userId", { userId: undefined }, "userId"],
  ["a wrong maxAge", { maxAge: "1h" }, "maxAge"],
  ["a wrong idleTimeout", { idleTimeout: 0 }, "idleTimeout"],
  ["an unknown option", { name: "h3" }, "name"],
])("throws for %s", (_, options, option) => {
  const create = () => fromH3Session({ password, userId, ...options });
  expect(create).toThrow(expect.objectContaining({ name: "SessionConfigError", option }));
});
