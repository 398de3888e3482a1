import { createSessions } from "@sessionkit/core";
import { createApp } from "./app.ts";
import { createPartnerTokens } from "./partner/partner-tokens.ts";
import { sessionOptions } from "./sessions/session-options.ts";
import { createDemoAccounts } from "./users/accounts.ts";

/** What a Worker is given beside the request: its settings and secrets. */
interface Bindings {
  readonly SESSION_SECRET?: string;
  readonly PARTNER_JWKS?: string;
  readonly PARTNER_ISSUER?: string;
  readonly PARTNER_AUDIENCE?: string;
}

let app: ReturnType<typeof createApp> | undefined;

/** Made at the first request: on Workers settings come with it. */
function open(env: Bindings) {
  const accounts = createDemoAccounts();
  return createApp({
    // Isolates share nothing, so that sessions are in their tokens: no list of them, and no end before their time.
    sessions: createSessions({
      strategy: "jwt",
      secret: env.SESSION_SECRET,
      ...sessionOptions(accounts),
    }),
    accounts,
    verifyPartnerToken: createPartnerTokens({
      jwks: new URL(env.PARTNER_JWKS || "http://localhost:3001/.well-known/jwks.json"),
      issuer: env.PARTNER_ISSUER || "express-api",
      audience: env.PARTNER_AUDIENCE || "sessionkit-apps",
    }),
    fresh: "10m",
  });
}

/** The entry for Workers: no module of Node's is asked for from here on. */
export default {
  fetch(request: Request, env: Bindings = {}): Response | Promise<Response> {
    app ??= open(env);
    return app.fetch(request, env);
  },
};
