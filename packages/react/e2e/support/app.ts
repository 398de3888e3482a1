import { readFileSync } from "node:fs";
import { join } from "node:path";
import { problem } from "@sessionkit/core";
import { bindSessions } from "@sessionkit/express";
import express, { type Express } from "express";
import type { AppSessions } from "./app-sessions.ts";
import { fillDocument } from "./fill-document.ts";

export interface AppState {
  /** Of everything under `/api`: `"POST /refresh"`. */
  readonly log: string[];
  /** Answers 503 to all of that. */
  down: boolean;
  /** Answers nothing of that before this has come true. */
  held: Promise<unknown> | undefined;
}

/**
 * What serves the page: an application of a few routes.
 *
 * @param folder what Vite has built
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
    // No style, script or picture but from files of our own.
    res.set("content-security-policy", "default-src 'self'");
    if ("cacheable" in req.query) res.set("cache-control", "private");
    res.type("html").send(fillDocument(html, req.query.seed === "none" ? null : seed));
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
