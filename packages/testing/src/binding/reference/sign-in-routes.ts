import { problem } from "@sessionkit/core";
import type { Route } from "./visit.ts";

export const signInRoutes: Readonly<Record<string, Route>> = {
  "POST /sign-in": async ({ sessions, exchange }) => {
    const { faults, request } = exchange;
    const crossSite = faults.has("lets other sites act")
      ? null
      : sessions.crossSiteProblem(request);
    if (crossSite !== null) return exchange.send(problem("cross_site", null, [], [], crossSite));
    const { user, remember = true, authenticatedAt, until } = JSON.parse(await exchange.body());
    const transport = exchange.url.searchParams.has("transport") ? "bearer" : undefined;
    const header = (name: string) => (name === "cookie" ? null : request.header(name));
    const byCookie = faults.has("signs every client in by cookie");
    const { session, cookies, tokens } = await sessions.create(user, {
      request: faults.has("signs in without the request") ? { ...request, header } : request,
      remember: faults.has("sets persistent cookies for every sign-in") || remember,
      transport: byCookie ? undefined : transport,
      ...(!faults.has("ignores the options of a sign-in") && {
        ...(authenticatedAt && { authenticatedAt: new Date(authenticatedAt) }),
        ...(until && { until: new Date(until) }),
      }),
    });
    const stays = faults.has("leaves the access cookie at a sign-in");
    exchange.setCookies(stays ? cookies.filter(({ maxAge }) => maxAge !== 0) : cookies);
    return exchange.json({
      user: session.userId,
      session: session.id,
      ...(transport && { tokens }),
    });
  },
  "POST /callback": async ({ sessions, exchange }) => {
    const { request, faults } = exchange;
    const crossSite = sessions.crossSiteProblem(request);
    if (crossSite !== null && faults.has("signs in from no other site"))
      return exchange.send(problem("cross_site", null, [], [], crossSite));
    const { user } = JSON.parse(await exchange.body());
    const { session, cookies } = await sessions.create(user, { request });
    exchange.setCookies(cookies);
    return exchange.json({ user: session.userId, session: session.id });
  },
};
