import { createSessions } from "@sessionkit/core";
import { createApp } from "./app.ts";
import { createPartnerTokens } from "./partner/partner-tokens.ts";
import { sessionOptions } from "./sessions/session-options.ts";
import { createDemoAccounts } from "./users/accounts.ts";

/** The settings and secrets of a Worker. */
interface Bindings {
  readonly SESSION_SECRET?: string;
  readonly PARTNER_JWKS?: string;
  readonly PARTNER_ISSUER?: string;
  readonly PARTNER_AUDIENCE?: string;
}

let app: ReturnType<typeof createApp> | undefined;

/** Called at the first request, because Workers receive their settings with a request. */
function open(env: Bindings) {
  const accounts = createDemoAccounts();
  return createApp({
    // Without a store, because isolates share nothing: sessions cannot be listed or revoked.
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

/** The entry for Workers, which imports no module of Node. */
export default {
  fetch(request: Request, env: Bindings = {}): Response | Promise<Response> {
    app ??= open(env);
    return app.fetch(request, env);
  },
};
