import { problem } from "@sessionkit/core";
import type { Route } from "./visit.ts";

export const guestRoutes: Readonly<Record<string, Route>> = {
  "GET /guest": ({ exchange, outcome }) => {
    const guest = outcome.status === "unauthenticated" ? outcome.guest : undefined;
    exchange.json({ note: guest?.data.note ?? null });
  },
  "POST /guest": async ({ sessions, exchange }) => {
    const { note } = JSON.parse(await exchange.body());
    const outcome = await sessions.updateGuest(exchange.request, { note });
    if (outcome.reason !== "guest")
      return exchange.send(problem("session_required", outcome.reason));
    if (!exchange.faults.has("starts guests in name only")) exchange.setCookies(outcome.cookies);
    exchange.json({ note });
  },
  "POST /guest-sign-in": async ({ sessions, exchange }) => {
    const { user } = JSON.parse(await exchange.body());
    const merge = ({ note }: { readonly note?: string }) => ({ note: `${note}!` });
    const { session, cookies } = await sessions.create(user, {
      request: exchange.request,
      ...(exchange.faults.has("forgets the guest at a sign-in") ? {} : { merge }),
    });
    exchange.setCookies(cookies);
    exchange.json({ user: session.userId, note: session.data.note });
  },
};
