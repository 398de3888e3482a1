import { problem, type SessionStoreError, type SignOutScope, type Tokens } from "@sessionkit/core";
import { sessionAnswerOf } from "@sessionkit/core/binding";
import { guestRoutes } from "./guest-routes.ts";
import { impersonationRoutes } from "./impersonation-routes.ts";
import { change, type Route, SIGNED_OUT, sessionOf, type Visit } from "./visit.ts";

type Session = NonNullable<ReturnType<typeof sessionOf>>;

export const sessionRoutes: Readonly<Record<string, Route>> = {
  ...guestRoutes,
  ...impersonationRoutes,
  "GET /who": answerSession,
  "POST /who": answerSession,
  "GET /caught": (visit) => {
    try {
      visit.exchange.json({ user: sessionOf(visit)?.userId ?? null });
    } catch (error) {
      const { status, code } = error as SessionStoreError;
      visit.exchange.json(
        visit.exchange.faults.has("throws errors without a status") ? { code } : { status, code },
      );
    }
  },
  "GET /seed": async ({ sessions, exchange, outcome }) =>
    exchange.json(await sessionAnswerOf(sessions, outcome)),
  "GET /protected": (visit) => demand(visit),
  "POST /protected": (visit) => demand(visit),
  "GET /now": async (visit) => {
    const { sessions, exchange, outcome } = visit;
    if (outcome.status !== "authenticated" || exchange.faults.has("never reads the store"))
      return demand(visit);
    const now = await sessions.resolve(exchange.request, { verify: "store" });
    exchange.setImplicit(now.cookies, () => sessions.isCurrent(now));
    const hidden =
      exchange.faults.has("reports an outage as signed out") && now.status === "unavailable";
    return demand({ ...visit, outcome: hidden ? SIGNED_OUT : now });
  },
  "GET /fresh": (visit) => demand(visit, true),
  "GET /fresh-now": async (visit) => {
    const { sessions, exchange } = visit;
    demand(
      { ...visit, outcome: await sessions.resolve(exchange.request, { verify: "store" }) },
      true,
    );
  },
  "GET /held": async (visit) => {
    const user = sessionOf(visit)?.userId ?? null;
    await visit.exchange.wait(visit.held());
    visit.exchange.json({ user });
  },
  "POST /held": async (visit) => {
    const { sessions, exchange } = visit;
    const changed = await change(visit, (current) =>
      sessions.update(current, { note: "held" }, exchange.request),
    );
    await exchange.wait(visit.held());
    exchange.json({ note: changed?.data.note });
  },
  "POST /step-up": async (visit) => {
    const { sessions, exchange } = visit;
    const { request, url, faults } = exchange;
    const transport = url.searchParams.has("transport") ? "bearer" : undefined;
    let tokens: Tokens | null = null;
    const isLost = visit.outcome.reason === "binding_required" && !faults.has("keeps a lost key");
    const outcome = isLost
      ? await sessions.resolve(request, { write: false, binding: "optional" })
      : visit.outcome;
    const session = await change({ ...visit, outcome }, async (current) => {
      const renewed = await sessions.renew(current, { request, authenticated: true, transport });
      if (renewed.status === "authenticated") ({ tokens } = renewed);
      return renewed;
    });
    exchange.json({ user: session?.userId, session: session?.id, ...(transport && { tokens }) });
  },
  "POST /note": async (visit) => {
    const { sessions, exchange } = visit;
    const { note } = JSON.parse(await exchange.body());
    const changed = await change(visit, (current) =>
      sessions.update(current, { note }, exchange.request),
    );
    exchange.json({ note: changed?.data.note });
  },
  "POST /append": async (visit) => {
    const { sessions, exchange } = visit;
    const { text } = JSON.parse(await exchange.body());
    const changed = await change(visit, (current) =>
      sessions.update(
        current,
        exchange.faults.has("loses concurrent changes")
          ? { note: current.data.note + text }
          : (data) => ({ ...data, note: data.note + text }),
        exchange.request,
      ),
    );
    exchange.json({ note: changed?.data.note });
  },
  "POST /sign-out": async ({ sessions, exchange, outcome }) => {
    const scope = (exchange.url.searchParams.get("scope") ?? "current") as SignOutScope;
    const inName = exchange.faults.has("signs out in name only");
    const { revoked, cookies } = inName
      ? { revoked: 1, cookies: [] }
      : await sessions.signOut(exchange.request, scope);
    exchange.setCookies(cookies);
    const stays = scope === "others" || inName;
    exchange.json({ revoked, user: (stays && outcome.session?.userId) || null });
  },
};

function answerSession(visit: Visit): void {
  const { userId: user = null, id = null, claims, data } = sessionOf(visit) ?? {};
  visit.exchange.json({
    user,
    session: id,
    role: claims?.role ?? null,
    note: data?.note ?? null,
  });
}

function demand({ sessions, exchange, outcome }: Visit, fresh = false): void {
  if (outcome.status === "unavailable") {
    exchange.send(problem("unavailable", "unavailable"));
  } else if (outcome.status === "unauthenticated") {
    const isUnproven = outcome.reason === "binding_required";
    const code = isUnproven ? "binding_required" : "session_required";
    exchange.send(problem(code, outcome.reason));
  } else if (
    fresh &&
    !exchange.faults.has("is never stale") &&
    !sessions.isFresh(outcome.session as Session, "10m")
  ) {
    exchange.send(problem("session_not_fresh"));
  } else {
    exchange.send({
      status: 200,
      headers: [
        ["content-type", "application/json"],
        ["cache-control", "private, no-store"],
      ],
      body: JSON.stringify({ user: outcome.session.userId }),
    });
  }
}
