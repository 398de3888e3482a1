import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createSessions,
  type SessionEvent,
  type SessionRequest,
  type StoredSessions,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { fixedClock } from "@sessionkit/testing";
import express from "express";
import { bindSessions, type SessionBinding } from "../src/index.ts";
import { type Connections, createConnections } from "./connections.ts";

/** An application that keeps connections open. */
export interface LiveApp {
  readonly server: Server;
  readonly origin: string;
  readonly connections: Connections;
  readonly authenticateUpgrade: SessionBinding<Sessions>["authenticateUpgrade"];
  /** Signs in and returns the headers of a handshake from a page of this origin. */
  readonly signIn: (user: string) => Promise<Record<"cookie" | "origin", string>>;
  readonly sessions: Sessions;
  /** The types of all events. */
  readonly events: readonly string[];
  /** Advances the clock and runs all scheduled checks. */
  readonly pass: (ms: number) => Promise<void>;
  readonly fail: (fails: boolean) => void;
  readonly close: () => Promise<void>;
}

type Sessions = StoredSessions<{ id: string }>;

export async function startLiveApp(strategy: "jwt" | "database"): Promise<LiveApp> {
  const clock = fixedClock(Date.now());
  const looks: (() => Promise<void>)[] = [];
  let fails = false;
  const connections: Connections = createConnections(
    () => sessions,
    (look) => looks.push(look),
  );
  const events: string[] = [];
  const onEvent = (event: SessionEvent): void => {
    events.push(event.type);
    connections.onEvent(event);
  };
  const sessions = service(strategy, clock, onEvent, () => fails);
  const { authenticateUpgrade, attach, handlers } = bindSessions(sessions);
  const server = createServer(express().use(attach(), handlers)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const request: SessionRequest = {
    method: "POST",
    header: (name) => (name === "host" ? host : null),
  };
  return {
    server,
    origin: `http://${host}`,
    connections,
    sessions,
    events,
    authenticateUpgrade,
    signIn: async (user) => {
      const { cookies } = await sessions.create(user, { request });
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
      return { cookie, origin: `http://${host}` };
    },
    pass: async (ms) => {
      clock.advance(ms);
      await Promise.all(looks.splice(0).map((look) => look()));
    },
    fail: (now) => {
      fails = now;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, "close");
    },
  };
}

function service(
  strategy: "jwt" | "database",
  clock: () => number,
  onEvent: (event: SessionEvent) => void,
  fails: () => boolean,
): Sessions {
  return createSessions({
    strategy,
    // For tests only.
    secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
    store: createMemoryStore(),
    loadUser: async (id: string) => {
      if (fails()) throw new Error("As the test requires.");
      return { id };
    },
    clock,
    onEvent,
  });
}
