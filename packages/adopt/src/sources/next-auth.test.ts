import type { Server } from "node:http";
import { SessionConfigError } from "@sessionkit/core";
import { encode } from "next-auth/jwt";
import { afterAll, describe, expect, test } from "vitest";
import { AuthTables } from "../../test/auth-adapter.ts";
import { AuthClient } from "../../test/auth-client.ts";
import { expectAltered } from "../../test/expect-altered.ts";
import { startNextAuth } from "../../test/next-auth-server.ts";
import { requestWith } from "../../test/request.ts";
import { fromNextAuth } from "./next-auth.ts";

const secret = "the secret of the old application";
const plain = "next-auth.session-token";
const prefixed = "__Secure-next-auth.session-token";
const servers: Server[] = [];
afterAll(() => servers.forEach((server) => void server.close()));

async function start(options: Omit<Parameters<typeof startNextAuth>[0], "secret">) {
  const { base, server } = await startNextAuth({ secret, ...options });
  servers.push(server);
  return new AuthClient(base);
}

describe("an encrypted cookie of a real server", () => {
  test("is read, with its times", async () => {
    const client = await start({ jwt: { maxAge: 3_600 } });
    const { header } = await client.signIn("ada");
    const adopted = await fromNextAuth({ secret }).read(requestWith(header));
    expect(adopted).toMatchObject({ userId: "id-of-ada" });
    expect(Number(adopted?.expiresAt) - Number(adopted?.createdAt)).toBe(3_600_000);
    expect(adopted?.authenticatedAt).toBeNull();
  });

  test("is read from its chunks, which are all cleared", async () => {
    const jwt = ({ token }: { token: object }) => ({ ...token, roles: "reader ".repeat(1_200) });
    const client = await start({ useSecureCookies: true, callbacks: { jwt } });
    const { header, cookies } = await client.signIn("ada");
    const names = [...cookies.keys()].filter((name) => name.startsWith(prefixed));
    expect(names.length).toBeGreaterThan(2);
    const adopter = fromNextAuth({ secret, data: ({ roles }) => ({ roles }) });
    expect(await adopter.read(requestWith(header))).toMatchObject({
      userId: "id-of-ada",
      data: { roles: "reader ".repeat(1_200) },
    });
    expect(adopter.clear(requestWith(header))).toEqual(
      names.map((name) => ({
        ...{ name, value: "", path: "/", secure: true, sameSite: "lax" },
        ...{ httpOnly: true, maxAge: 0 },
      })),
    );
    const last = names.at(-1);
    const without = header.split("; ").filter((pair) => !pair.startsWith(`${last}=`));
    expect(await adopter.read(requestWith(without.join("; ")))).toBeNull();
    const doubled = header.replace(`${prefixed}.1=`, `${prefixed}.1=a; ${prefixed}.1=`);
    expect(await adopter.read(requestWith(doubled))).toBeNull();
  });
});

describe("a session in a database, of a real server", () => {
  test("is read and deleted by its token", async () => {
    const tables = new AuthTables();
    let link = "";
    const client = await start({
      adapter: tables.adapter as never,
      session: { strategy: "database" },
      sendLink: (sent) => {
        link = sent;
      },
    });
    const { header } = await client.signInByEmail("ada@app.example", () => link);
    const [row] = tables.sessions.values();
    const adopter = fromNextAuth({
      findSession: async (token) => tables.sessions.get(token),
      deleteSession: tables.adapter.deleteSession,
    });
    const adopted = await adopter.read(requestWith(header));
    expect(adopted).toMatchObject({ userId: "user-of-ada@app.example", expiresAt: row?.expires });
    await adopter.retire?.(adopted?.credential ?? "");
    expect(tables.sessions.size).toBe(0);
    expect(await adopter.read(requestWith(header))).toBeNull();
  });

  test("is null for a row of another key, and an outage rejects", async () => {
    const row = { sessionToken: "ABC", userId: "ada", expires: new Date(Date.now() + 9_999) };
    const ignoringCase = fromNextAuth({ findSession: async () => row });
    expect(await ignoringCase.read(requestWith({ [plain]: "abc" }))).toBeNull();
    expect(await ignoringCase.read(requestWith({ [plain]: "ABC" }))).not.toBeNull();
    const failing = fromNextAuth({
      findSession: async (): Promise<typeof row> => Promise.reject(new Error("connection lost")),
    });
    await expect(failing.read(requestWith({ [plain]: "ABC" }))).rejects.toThrow("connection lost");
    expect(await failing.read(requestWith({ [plain]: "%00" }))).toBeNull();
  });

  test.each([
    ["a number", 1_900_000_000],
    ["text without a time zone", "2030-01-01 00:00:00"],
    ["an invalid date", new Date("x")],
    ["nothing", undefined],
  ])("rejects for an end that is %s", async (_, expires) => {
    const adopter = fromNextAuth({
      findSession: async () => ({ userId: "ada", expires: expires as Date }),
    });
    const read = adopter.read(requestWith({ [plain]: "token" }));
    await expect(read).rejects.toThrow(SessionConfigError);
    await expect(read).rejects.toThrow(/findSession: .*expires/);
  });
});

test("altered cookies are null, and never an error", async () => {
  const [value, other] = [
    await encode({ token: { sub: "ada" }, secret }),
    await encode({ token: { sub: "grace" }, secret }),
  ];
  await expectAltered(fromNextAuth({ secret }), { name: plain, value, other });
});

test("a tag that is cut is refused: a short one could be guessed", async () => {
  const token = await encode({ token: { sub: "ada" }, secret });
  const segments = token.split(".");
  const tag = Buffer.from(segments[4] ?? "", "base64url");
  for (const length of [4, 8, 12, 13, 14, 15]) {
    const cut = [...segments.slice(0, 4), tag.subarray(0, length).toString("base64url")].join(".");
    expect(await fromNextAuth({ secret }).read(requestWith({ [plain]: cut }))).toBeNull();
  }
});

test("another secret, an expired token, and one without a subject are null", async () => {
  const token = await encode({ token: { sub: "ada" }, secret, maxAge: 60 });
  const read = (adopter: ReturnType<typeof fromNextAuth>, value = token) =>
    adopter.read(requestWith({ [plain]: value }));
  expect(await read(fromNextAuth({ secret: ["a newer one", secret] }))).toMatchObject({
    userId: "ada",
  });
  expect(await read(fromNextAuth({ secret: "a newer one" }))).toBeNull();
  expect(await read(fromNextAuth({ secret, clock: () => Date.now() + 61_000 }))).toBeNull();
  expect(await read(fromNextAuth({ secret }), await encode({ token: {}, secret }))).toBeNull();
});

test("the name with a prefix has precedence, also if its cookie is invalid", async () => {
  const token = await encode({ token: { sub: "ada" }, secret });
  const read = (cookies: Record<string, string>, secure?: boolean) =>
    fromNextAuth({ secret, cookie: { secure } }).read(requestWith(cookies));
  expect(await read({ [plain]: token, [prefixed]: "old" })).toBeNull();
  const ambiguous = `${prefixed}=a; ${prefixed}=b; ${plain}=${token}`;
  expect(await fromNextAuth({ secret }).read(requestWith(ambiguous))).toBeNull();
  expect(await read({ [plain]: token, [prefixed]: "" })).not.toBeNull();
  expect(await read({ [plain]: token })).not.toBeNull();
  expect(await read({ [plain]: token }, true)).toBeNull();
  expect(await read({ [plain]: token, [prefixed]: "old" }, false)).not.toBeNull();
});

test.each<[string, object, string, RegExp]>([
  ["neither a secret nor findSession", {}, "secret", /got undefined/],
  ["both", { secret, findSession: async () => null }, "findSession", /cannot be combined/],
  ["a findSession that is no function", { findSession: 5 }, "findSession", /a function/],
  [
    "a wrong deleteSession",
    { findSession: async () => null, deleteSession: 5 },
    "deleteSession",
    /a function/,
  ],
  ["an unknown option", { secret, salt: "" }, "salt", /no such option/],
])("throws for %s", (_, options, option, message) => {
  const create = () => fromNextAuth(options as { secret: string });
  expect(create).toThrow(SessionConfigError);
  expect(create).toThrow(expect.objectContaining({ option }));
  expect(create).toThrow(message);
});
