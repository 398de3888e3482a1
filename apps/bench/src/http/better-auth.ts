import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { SECRET } from "../bench/fixtures.ts";

/** better-auth over its store in memory, with or without its cookie cache, and the cookies of a signed-in user. */
export async function signedInToBetterAuth(cookieCache: boolean) {
  const auth = betterAuth({
    baseURL: "http://localhost",
    secret: SECRET,
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    emailAndPassword: { enabled: true },
    session: { cookieCache: { enabled: cookieCache, maxAge: 3_600 } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  const answer = await auth.api.signUpEmail({
    body: { email: "ada@example.test", password: "correct horse battery", name: "Ada" },
    asResponse: true,
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { auth, cookie };
}
