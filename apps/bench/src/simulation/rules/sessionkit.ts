import { createSessions, type Outcome, type SessionRequest } from "@sessionkit/core";
import type { Answer, CreateServer, Notice } from "../server.ts";
import { createSlowStore } from "./slow-store.ts";

const NOTICES: Readonly<Record<string, Notice>> = {
  "session.rotated": "rotated",
  "session.converged": "converged",
  "session.branched": "branched",
  "session.healed": "healed",
  "session.reused": "reused",
};

/** Not a model of it: the core itself, over its memory store, in virtual time. */
export const createSessionkit: CreateServer = ({ timeline, random, notify }) => {
  const sessions = createSessions({
    strategy: "jwt",
    secret: "x9Qd7vTzK2mLwR4pYc8uJb6nHs3fGe5a",
    store: createSlowStore(timeline, random),
    origin: "https://app.example",
    lifetime: { access: "15m", idle: "7d", absolute: "30d" },
    clock: timeline.now,
    // Its timer is a real one. A busy machine is no outage here.
    timeout: "1h",
    onEvent: ({ type }) => {
      const notice = NOTICES[type];
      if (notice) notify(notice);
    },
  });
  return {
    async signIn(cookie) {
      return toAnswer(await sessions.create("user", { request: factsOf("POST", cookie) }));
    },
    async answer(purpose, cookie) {
      const request = factsOf(purpose === "refresh" ? "POST" : "GET", cookie);
      if (purpose === "refresh") return toAnswer(await sessions.refresh(request));
      const verify = purpose === "page" ? "token" : "store";
      return toAnswer(await sessions.resolve(request, { verify }));
    },
  };
};

function factsOf(method: string, cookie: string): SessionRequest {
  return { method, header: (name) => (name === "cookie" ? cookie : null) };
}

function toAnswer(outcome: Outcome): Answer {
  const { status, reason, cookies } = outcome;
  return {
    status,
    reason,
    cookies,
    expiresIn: outcome.status === "authenticated" ? outcome.expiresIn : 0,
  };
}
