import { Auth, type AuthConfig } from "@auth/core";
import Credentials from "@auth/core/providers/credentials";
import { fromAuthJs, fromNextAuth } from "../../src/index.ts";
import { AuthTables } from "../auth-adapter.ts";
import { AuthClient } from "../auth-client.ts";
import { startNextAuth } from "../next-auth-server.ts";
import { type StartOld, SECRET as secret, textOf } from "./old-application.ts";
import { closeLater, serve } from "./serve.ts";

const MAX_AGE = 3_600;
const email = "ada@app.example";

/** `findSession` and `deleteSession` of an application with the adapter of the library. */
function rowsOf(tables: AuthTables) {
  return {
    findSession: async (token: string) => tables.sessions.get(token),
    deleteSession: tables.adapter.deleteSession,
  };
}

/** next-auth 4, with sessions in encrypted cookies or in a database. */
export const startNextAuth4 =
  (storage: "cookie" | "database"): StartOld =>
  async (clock) => {
    const tables = new AuthTables();
    let link = "";
    const { base, server } = await startNextAuth({
      secret,
      // Of these, the first is that of a row, and the second that of a token, which does not follow from the first.
      ...{ session: { maxAge: MAX_AGE }, jwt: { maxAge: MAX_AGE } },
      ...(storage === "database" && {
        adapter: tables.adapter as never,
        sendLink: (one: string) => {
          link = one;
        },
      }),
    });
    closeLater(() => void server.close());
    const client = new AuthClient(base);
    const browser =
      storage === "cookie"
        ? await client.signIn("ada")
        : await client.signInByEmail(email, () => link);
    return {
      adopter:
        storage === "cookie"
          ? fromNextAuth({ secret, clock })
          : fromNextAuth({ ...rowsOf(tables), clock }),
      browser,
      userId: storage === "cookie" ? "id-of-ada" : `user-of-${email}`,
      accepts: async (header) => (await textOf(`${base}/session`, header)).includes('"user"'),
      hasRow: storage === "database",
      knowsSignIn: false,
    };
  };

/** Auth.js 5, with sessions in encrypted cookies, in cookies that are too large for one, or in a database. */
export const startAuthJs5 =
  (storage: "cookie" | "chunks" | "database"): StartOld =>
  async (clock) => {
    const tables = new AuthTables();
    let link = "";
    const config: AuthConfig = {
      ...{ secret, trustHost: true, basePath: "/auth", session: { maxAge: MAX_AGE } },
      ...(storage === "database" && { adapter: tables.adapter as never }),
      // Auth.js generates an id for users of the provider `credentials`.
      ...(storage !== "database" && {
        callbacks: {
          jwt: ({ token, user }) => ({
            ...{ ...token, ...(user && { sub: String(user.id) }) },
            ...(storage === "chunks" && { roles: "reader ".repeat(1_200) }),
          }),
        },
      }),
      providers: [
        storage !== "database"
          ? Credentials({
              credentials: { name: {} },
              authorize: async ({ name }) => ({ id: `id-of-${name}`, name: String(name) }),
            })
          : {
              ...{ id: "email", type: "email", name: "Email", from: "mail@app.example" },
              ...{ maxAge: 600, options: {} },
              sendVerificationRequest: ({ url }: { url: string }) => {
                link = url;
              },
            },
      ] as AuthConfig["providers"],
    };
    const origin = await serve(() => (request) => Auth(request, config) as Promise<Response>);
    const client = new AuthClient(`${origin}/auth`);
    const browser =
      storage !== "database"
        ? await client.signIn("ada")
        : await client.signInByEmail(email, () => link);
    return {
      adopter:
        storage !== "database"
          ? fromAuthJs({ secret, clock })
          : fromAuthJs({ ...rowsOf(tables), clock }),
      browser,
      userId: storage !== "database" ? "id-of-ada" : `user-of-${email}`,
      accepts: async (header) =>
        (await textOf(`${origin}/auth/session`, header)).includes('"user"'),
      hasRow: storage === "database",
      knowsSignIn: false,
    };
  };
