import { hkdfSync } from "node:crypto";
import { Auth, type AuthConfig } from "@auth/core";
import { encode, type JWT } from "@auth/core/jwt";
import Credentials from "@auth/core/providers/credentials";
import type { User } from "@auth/core/types";
import { EncryptJWT } from "jose";
import { describe, expect, test } from "vitest";
import { AuthTables } from "../../test/auth-adapter.ts";
import { AuthClient } from "../../test/auth-client.ts";
import { expectAltered } from "../../test/expect-altered.ts";
import { requestWith } from "../../test/request.ts";
import { fromAuthJs } from "./auth-js.ts";

const secret = "the secret of the old application";
const plain = "authjs.session-token";
const prefixed = "__Secure-authjs.session-token";

/** A client of the real handler of Auth.js. */
function start(origin: string, options: Partial<AuthConfig> = {}): AuthClient {
  const config: AuthConfig = {
    secret,
    trustHost: true,
    basePath: "/auth",
    providers: [
      Credentials({
        credentials: { name: {} },
        authorize: async ({ name }) => ({ id: `id-of-${name}`, name: String(name) }),
      }),
    ],
    ...options,
  };
  return new AuthClient(`${origin}/auth`, (request) => Auth(request, config) as Promise<Response>);
}

/** Auth.js generates an id for users of the provider `credentials`. */
const keepingId = {
  jwt: ({ token, user }: { token: JWT; user?: User }) => ({ ...token, sub: user?.id ?? "" }),
};

describe("an encrypted cookie of the real handler", () => {
  test.each([
    ["http", "http://localhost:3000", plain],
    ["https", "https://app.example", prefixed],
  ])("over %s is read, with its times", async (_, origin, name) => {
    const client = start(origin, { session: { maxAge: 3_600 }, callbacks: keepingId });
    const { header, cookies } = await client.signIn("ada");
    expect([...cookies.keys()]).toContain(name);
    const adopted = await fromAuthJs({ secret }).read(requestWith(header));
    expect(adopted).toMatchObject({ userId: "id-of-ada" });
    expect(Number(adopted?.expiresAt) - Number(adopted?.createdAt)).toBe(3_600_000);
  });

  test("is read from its chunks, which are all cleared", async () => {
    const client = start("https://app.example", {
      callbacks: { jwt: ({ token }) => ({ ...token, sub: "ada", roles: "reader ".repeat(1_200) }) },
    });
    const { header, cookies } = await client.signIn("ada");
    const names = [...cookies.keys()].filter((name) => name.startsWith(prefixed));
    expect(names.length).toBeGreaterThan(2);
    const adopter = fromAuthJs({ secret });
    expect(await adopter.read(requestWith(header))).toMatchObject({ userId: "ada" });
    expect(adopter.clear(requestWith(header)).map(({ name }) => name)).toEqual(names);
  });
});

test("a session in a database, of the real handler, is read and deleted by its token", async () => {
  const tables = new AuthTables();
  let link = "";
  const client = start("https://app.example", {
    adapter: tables.adapter as never,
    providers: [
      {
        id: "email",
        type: "email",
        name: "Email",
        from: "mail@app.example",
        maxAge: 600,
        options: {},
        sendVerificationRequest: ({ url }) => {
          link = url;
        },
      },
    ],
  });
  const { header } = await client.signInByEmail("ada@app.example", () => link);
  const [row] = tables.sessions.values();
  const adopter = fromAuthJs({
    findSession: async (token) => tables.sessions.get(token),
    deleteSession: tables.adapter.deleteSession,
  });
  const adopted = await adopter.read(requestWith(header));
  expect(adopted).toMatchObject({ userId: "user-of-ada@app.example", expiresAt: row?.expires });
  await adopter.retire?.(adopted?.credential ?? "");
  expect(await adopter.read(requestWith(header))).toBeNull();
});

test("altered cookies are null, and never an error", async () => {
  const [value, other] = [
    await encode({ token: { sub: "ada" }, secret, salt: plain }),
    await encode({ token: { sub: "grace" }, secret, salt: plain }),
  ];
  await expectAltered(fromAuthJs({ secret }), { name: plain, value, other });
});

test("the name of the cookie is part of the key, and secrets are chosen by key id", async () => {
  const token = await encode({ token: { sub: "ada" }, secret, salt: "app.session" });
  const adopter = fromAuthJs({ secret: ["a newer one", secret], cookie: "app.session" });
  expect(await adopter.read(requestWith({ "app.session": token }))).toMatchObject({
    userId: "ada",
  });
  expect(await fromAuthJs({ secret }).read(requestWith({ [plain]: token }))).toBeNull();
  const newer = fromAuthJs({ secret: "a newer one", cookie: "app.session" });
  expect(await newer.read(requestWith({ "app.session": token }))).toBeNull();
});

test("a token without a key id, as early versions made, is read with each secret", async () => {
  const info = `Auth.js Generated Encryption Key (${plain})`;
  const key = new Uint8Array(hkdfSync("sha256", secret, plain, info, 64));
  const token = await new EncryptJWT({ sub: "ada" })
    .setProtectedHeader({ alg: "dir", enc: "A256CBC-HS512" })
    .setExpirationTime("1h")
    .encrypt(key);
  const read = (secrets: string[]) =>
    fromAuthJs({ secret: secrets }).read(requestWith({ [plain]: token }));
  expect(await read(["a newer one", secret])).toMatchObject({ userId: "ada" });
  expect(await read(["a newer one"])).toBeNull();
});

test("an expired token is null", async () => {
  const token = await encode({ token: { sub: "ada" }, secret, salt: plain, maxAge: 60 });
  const adopter = fromAuthJs({ secret, clock: () => Date.now() + 61_000 });
  expect(await adopter.read(requestWith({ [plain]: token }))).toBeNull();
});
