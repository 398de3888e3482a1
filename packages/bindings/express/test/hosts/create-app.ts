import { randomBytes } from "node:crypto";
import {
  createSessions,
  type JsonObject,
  type StoredOptions,
  type StoredSessions,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import express, { type Express } from "express";
import { bindSessions } from "../../src/index.ts";

type Options = Pick<
  StoredOptions<unknown, Record<never, never>, JsonObject, { readonly id: string }>,
  "strategy" | "origin" | "issuer" | "allowedOrigins" | "allowInsecureOrigin" | "cors" | "cookies"
>;

/** The sessions of several hosts: one secret and one store. */
export function createSharedSessions(): (options: Options) => StoredSessions {
  const secret = randomBytes(32).toString("base64url");
  const store = createMemoryStore();
  return (options) => createSessions({ ...options, secret, store });
}

/** `POST /sign-in` signs Ada in, `GET /who` says who is signed in, `GET /` is an empty page. */
export function createApp(sessions: StoredSessions): Express {
  const { attach, handlers, createSession, getSession } = bindSessions(sessions);
  return express()
    .use(attach(), handlers)
    .get("/", (_, res) => void res.type("html").send("<!doctype html><title>page</title>"))
    .get("/who", (req, res) => void res.json({ user: getSession(req)?.userId ?? null }))
    .post("/sign-in", async (req, res) => {
      await createSession(req, res, "ada");
      res.json({});
    });
}
