import { SessionRequiredError, SessionStoreError } from "@sessionkit/core";
import type { Route } from "./visit.ts";

const NO_SESSION = "changes a session that does not exist";

export const impersonationRoutes: Readonly<Record<string, Route>> = {
  "POST /impersonate": async ({ sessions, exchange, outcome }) => {
    const { user } = JSON.parse(await exchange.body());
    const transport = exchange.url.searchParams.has("transport") ? "bearer" : undefined;
    if (outcome.status === "unauthenticated") {
      if (exchange.faults.has(NO_SESSION)) return exchange.json({ user: null });
      throw new SessionRequiredError("session_required", outcome.reason);
    }
    const started = exchange.faults.has("impersonates by signing in")
      ? await sessions.create(user, { request: exchange.request, transport })
      : await sessions.impersonate(exchange.request, user, { reason: "A test", transport });
    exchange.setCookies(started.cookies);
    if (started.status === "unavailable") throw new SessionStoreError("The store is down.");
    if (started.status === "unauthenticated")
      throw new SessionRequiredError("session_required", started.reason);
    const { session, tokens } = started;
    const actor = session.actor?.userId ?? null;
    exchange.json({ user: session.userId, actor, ...(transport && { tokens }) });
  },
  "POST /end-impersonation": async ({ sessions, exchange }) => {
    if (exchange.faults.has("ends an impersonation by signing out")) {
      const { cookies } = await sessions.signOut(exchange.request);
      exchange.setCookies(cookies);
      return exchange.json({ user: null, read: null });
    }
    const returned = await sessions.endImpersonation(exchange.request);
    if (returned.status === "unavailable") throw new SessionStoreError("The store is down.");
    if (!exchange.faults.has("returns in name only")) exchange.setCookies(returned.cookies);
    if (returned.status === "unauthenticated" && returned.reason !== "absent")
      throw new SessionRequiredError("session_required", returned.reason);
    const user = returned.session?.userId ?? null;
    exchange.json({ user, read: user });
  },
};
