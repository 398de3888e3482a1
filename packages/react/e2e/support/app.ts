import { readFileSync } from "node:fs";
import { join } from "node:path";
import { problem } from "@sessionkit/core";
import { bindSessions } from "@sessionkit/express";
import express, { type Express } from "express";
import type { AppSessions } from "./app-sessions.ts";
import { fillDocument } from "./fill-document.ts";

export interface AppState {
  /** The requests to `/api`: `"POST /refresh"`. */
  readonly log: string[];
  /** Answers 503 to these requests. */
  down: boolean;
  /** These requests are processed after this promise has settled. */
  held: Promise<unknown> | undefined;
}

/**
 * Creates the application that serves the page.
 *
 * @param folder the output of Vite
 */
export function createApp(sessions: AppSessions, folder: string, state: AppState): Express {
  const { attach, handlers, requireSession, ...verbs } = bindSessions(sessions);
  const { getSession, getSessionAnswer, createSession, revokeSession } = verbs;
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const app = express();

  app.use(express.static(folder, { index: false, extensions: ["html"] }));

  app.use("/api", async ({ method, originalUrl }, res, next) => {
    state.log.push(`${method} ${originalUrl.replace(sessions.basePath, "")}`);
    await state.held;
    if (!state.down) return next();
    const { status, headers, body } = problem("unavailable", "unavailable");
    res.status(status).set(Object.fromEntries(headers)).end(body);
  });

  app.use(attach(), handlers);

  app.get("/", async (req, res) => {
    const seed = await getSessionAnswer(req, res);
    // No inline styles or scripts.
    res.set("content-security-policy", "default-src 'self'");
    if ("cacheable" in req.query) res.set("cache-control", "private");
    const sheet = `<link rel="stylesheet" href="/styles/${req.query.css ?? "plain"}.css">`;
    const document = html.replace("<!--styles-->", sheet);
    res.type("html").send(fillDocument(document, req.query.seed === "none" ? null : seed));
  });

  app.get("/sign-in", async (req, res) => {
    await createSession(req, res, "ada");
    res.redirect(303, "/");
  });

  app.get("/sign-out", async (req, res) => {
    await revokeSession(req, res);
    res.redirect(303, "/elsewhere");
  });

  app.get("/api/me", requireSession(), (req, res) => {
    res.type("text").send(getSession(req).userId);
  });

  return app;
}
