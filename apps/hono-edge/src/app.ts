import type { Duration } from "@sessionkit/core";
import { bindSessions } from "@sessionkit/hono";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { VerifyPartnerToken } from "./partner/partner-tokens.ts";
import { requirePartner } from "./partner/require-partner.ts";
import { answerError, notFound } from "./routes/answer-error.ts";
import { jsonBody } from "./routes/json-body.ts";
import type { AppSessions } from "./sessions/session-options.ts";
import type { Accounts } from "./users/accounts.ts";

export interface AppParts {
  readonly sessions: AppSessions;
  readonly accounts: Accounts;
  readonly verifyPartnerToken: VerifyPartnerToken;
  /** The maximal age of the last password check for sensitive routes. */
  readonly fresh: Duration;
}

/** For an RPC client: `hc<App>(origin)`. */
export type App = ReturnType<typeof createApp>;

/** Allows only resources of this server. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["data:"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The service. It uses no module of Node: `index.ts` serves it on Node, `edge.ts` on Workers. */
export function createApp({ sessions, accounts, verifyPartnerToken, fresh }: AppParts) {
  const { attach, handlers, requireSession, createSession, renewSession, updateSession } =
    bindSessions(sessions);

  return new Hono()
    .onError(answerError)
    .notFound(notFound)
    .use(secureHeaders({ contentSecurityPolicy: POLICY }))
    .use(attach())
    .route("/", handlers)
    .post("/sign-in", jsonBody(["email", "password"]), async (c) => {
      const { email, password, remember } = c.req.valid("json");
      const user = await accounts.check(email, password);
      if (!user) return c.json({ code: "wrong_credentials" as const }, 403);
      const session = await createSession(c, user.id, { remember: remember !== false });
      return c.json({ user: user.id, session: session.id }, 200);
    })
    .get("/me", requireSession(), (c) => {
      const { userId, id, claims, data } = c.var.session;
      return c.json(
        { user: userId, session: id, role: claims.role, theme: data.theme ?? null },
        200,
      );
    })
    .put("/theme", requireSession(), jsonBody(["theme"]), async (c) => {
      const { data } = await updateSession(c, { theme: c.req.valid("json").theme.slice(0, 20) });
      return c.json({ theme: data.theme ?? null }, 200);
    })
    .post("/confirm", requireSession(), jsonBody(["password"]), async (c) => {
      const user = accounts.find(c.var.session.userId);
      const isRight = user && (await accounts.check(user.email, c.req.valid("json").password));
      if (!isRight) return c.json({ code: "wrong_credentials" as const }, 403);
      const { authenticatedAt } = await renewSession(c, { authenticated: true });
      return c.json({ authenticatedAt }, 200);
    })
    .get("/vault", requireSession({ fresh, verify: "store" }), (c) =>
      c.json({ word: `${c.var.session.userId}, the tide turns at four` }, 200),
    )
    .get("/partner/me", requirePartner(verifyPartnerToken), (c) => {
      const { userId, id, role, authenticatedAt } = c.var.partner;
      return c.json({ user: userId, session: id, role, authenticatedAt }, 200);
    });
}
