import { createSecretKey } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import jsonwebtoken, { type JwtPayload } from "jsonwebtoken";
import { fromJwt } from "../../src/index.ts";
import { Browser } from "../browser.ts";
import { SECRET, type StartOld, textOf } from "./old-application.ts";
import { serve } from "./serve.ts";

const key = createSecretKey(Buffer.from(SECRET));

interface Library {
  readonly sign: () => Promise<string>;
  /** Rejects for a token that is not valid at the time of the clock. */
  readonly verify: (token: string, clock: () => number) => Promise<JwtPayload>;
}

const libraries: Readonly<Record<"jsonwebtoken" | "jose", Library>> = {
  jsonwebtoken: {
    sign: async () => jsonwebtoken.sign({}, SECRET, { subject: "ada", expiresIn: "1h" }),
    verify: async (token, clock) =>
      jsonwebtoken.verify(token, SECRET, {
        algorithms: ["HS256"],
        clockTimestamp: Math.floor(clock() / 1_000),
      }) as JwtPayload,
  },
  jose: {
    sign: () =>
      new SignJWT()
        .setProtectedHeader({ alg: "HS256" })
        .setSubject("ada")
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(key),
    verify: async (token, clock) =>
      (await jwtVerify(token, key, { algorithms: ["HS256"], currentDate: new Date(clock()) }))
        .payload,
  },
};

/** A cookie with a signed token, and no library for sessions. */
export const startTokens =
  (library: keyof typeof libraries): StartOld =>
  async (clock) => {
    const { sign, verify } = libraries[library];
    const origin = await serve(() => async (request) => {
      if (new URL(request.url).pathname === "/sign-in")
        return new Response("ok", {
          headers: { "set-cookie": `token=${await sign()}; Path=/; HttpOnly; Max-Age=3600` },
        });
      const token = /(?:^|; )token=([^;]*)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "";
      const claims = await verify(token, Date.now).catch(() => null);
      return new Response(claims?.sub ?? "nobody");
    });
    const browser = new Browser();
    browser.keep(await fetch(`${origin}/sign-in`));
    return {
      adopter: fromJwt({ cookie: "token", verify: (token) => verify(token, clock), clock }),
      ...{ browser, userId: "ada", hasRow: false, knowsSignIn: true },
      accepts: async (header) => (await textOf(`${origin}/me`, header)) === "ada",
    };
  };
