import type { EndpointRequest } from "@sessionkit/core";
import { ORIGIN, requestWith } from "../requests/request-with.ts";
import { callResult } from "./call-result.ts";
import type { CallResult } from "./outage.ts";
import type { OutageService, SignedInUser } from "./outage-service.ts";

/** Opens as many connections as a pool has, so that the outage affects all of them. */
export async function warmUp({ patient, user }: OutageService): Promise<void> {
  await Promise.all(Array.from({ length: 32 }, () => patient.list(user.userId)));
}

/** Refreshes that have just been sent. */
export function inFlight({ sessions, user }: OutageService): Promise<CallResult[]> {
  const refresh = () => sessions.refresh(requestWith(user.cookie));
  return Promise.all(Array.from({ length: 8 }, () => callResult("refresh", refresh)));
}

/** What a user's browser sends, and the one other write to a session that core has. */
export function requests({ sessions, user, newcomer }: OutageService): Promise<CallResult[]> {
  const get = requestWith(user.cookie, "GET");
  const fresh = requestWith(newcomer.cookie, "GET");
  return Promise.all([
    ...Array.from({ length: 16 }, () => callResult("resolve", () => sessions.resolve(get))),
    callResult("resolve without writing", () => sessions.resolve(get, { write: false })),
    callResult("resolve by the store", () => sessions.resolve(fresh, { verify: "store" })),
    callResult("refresh", () => sessions.refresh(requestWith(user.cookie))),
    callResult("update", () => sessions.update(user.sessionId, { seen: true })),
  ]);
}

/** A page of a user whose access token is still valid. */
export function signed({ sessions, newcomer }: OutageService): Promise<CallResult[]> {
  const request = requestWith(newcomer.cookie, "GET");
  return Promise.all([callResult("resolve", () => sessions.resolve(request))]);
}

/** One request for each endpoint. Requests that would end a session are sent with a session that may end. */
export function endpoints({ sessions, user, leaver }: OutageService): Promise<CallResult[]> {
  const send = (method: string, path: string, { cookie }: SignedInUser) =>
    callResult(`${method} ${path}`, () => sessions.handle(endpoint(method, path, cookie)));
  return Promise.all([
    send("GET", "/session", user),
    send("POST", "/refresh", user),
    send("GET", "/refresh?redirect=/page", user),
    send("GET", "/sessions", user),
    send("POST", "/logout", leaver),
    send("DELETE", `/sessions/${leaver.sessionId}`, leaver),
  ]);
}

/** What an application calls outside a request, or to sign a user in or out. */
export function verbs({ sessions, user, leaver }: OutageService): Promise<CallResult[]> {
  return Promise.all([
    callResult("create", () => sessions.create(user.userId)),
    callResult("list", () => sessions.list(user.userId)),
    callResult("revoke", () => sessions.revoke(leaver.sessionId)),
    callResult("signOut", () => sessions.signOut(requestWith(leaver.cookie))),
  ]);
}

/** Calls that must succeed again afterwards. */
export function business({ patient, user }: OutageService): Promise<CallResult[]> {
  return Promise.all([
    callResult("create", async () => {
      const { session } = await patient.create(user.userId);
      await patient.revoke(session.id);
      return null;
    }),
    callResult("list", async () => {
      const sessions = await patient.list(user.userId);
      if (sessions.some(({ id }) => id === user.sessionId)) return null;
      throw new Error("The session of the user is not in the list.");
    }),
  ]);
}

function endpoint(method: string, path: string, cookie: string): EndpointRequest {
  return {
    ...requestWith(cookie, method),
    url: `${ORIGIN}/api/auth${path}`,
    text: async () => "",
  };
}
