import {
  createSessions,
  type EndpointRequest,
  type EndpointResponse,
  type SessionRequest,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { cookieHeader, NOW, ORIGIN, SECRET } from "../fixtures.ts";
import type { Subject } from "../subject.ts";

/** Longer than the interval between two rotations. */
const STEP = 241_000;
const ENDPOINTS = "/api/auth/bound";

/** A session that is bound to a key of its browser: requests with the proof, and the refresh that renews it. */
export async function boundSubjects(): Promise<Subject[]> {
  const [jwt, database] = [await boundSession("jwt"), await boundSession("database")];
  return [
    { name: "resolve, jwt, bound, token verified before", run: jwt.resolve },
    { name: "resolve, database, bound, memory store", run: database.resolve },
    { name: "refresh by a proof (with its signature), jwt, memory store", run: jwt.refresh },
  ];
}

async function boundSession(strategy: "jwt" | "database") {
  let now = NOW;
  const sessions = createSessions({
    strategy,
    secret: SECRET,
    store: createMemoryStore(),
    origin: ORIGIN,
    deviceBound: "offer",
    lifetime: { idle: "400d", absolute: "400d" },
    clock: () => now,
  });
  const cookies = new Map<string, string>();
  const keys = await createKey();
  const created = await sessions.create("user");
  for (const { name, value } of created.cookies) cookies.set(name, value);
  const offer = created.cookies.find(({ registration }) => registration)?.registration ?? "";
  let challenge = /challenge="([^"]+)"/.exec(offer)?.[1] ?? "";
  const proof = await keys.sign(challenge, { jwk: keys.jwk });
  accept(await sessions.handle(request("register", { "secure-session-response": proof })));

  function request(path: string, headers: Record<string, string>): EndpointRequest {
    const all: Record<string, string> = { cookie: cookieOf(), ...headers };
    const header = (name: string): string | null => all[name] ?? null;
    return { method: "POST", url: `${ENDPOINTS}/${path}`, header, text: async () => "" };
  }

  function cookieOf(): string {
    return cookieHeader(Object.fromEntries(cookies));
  }

  function accept(response: EndpointResponse | null): void {
    if (response?.status !== 200) throw new Error(`A bound session answered ${response?.status}.`);
    for (const [name, value] of response.headers) {
      const [pair = ""] = value.split(";");
      const equals = pair.indexOf("=");
      if (name === "set-cookie") cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
      if (name === "secure-session-challenge") challenge = value.split('"')[1] ?? "";
    }
  }

  async function refresh(): Promise<void> {
    now += STEP;
    const headers = {
      "sec-secure-session-id": created.session.id,
      "secure-session-response": await keys.sign(challenge),
    };
    accept(await sessions.handle(request("refresh", headers)));
  }

  await refresh();
  const cookie = cookieOf();
  const header = (name: string): string | null => (name === "cookie" ? cookie : null);
  const get: SessionRequest = { method: "GET", header };
  const before = now;
  return {
    refresh,
    resolve: () => {
      now = before;
      return sessions.resolve(get);
    },
  };
}

async function createKey() {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return {
    jwk: { kty, crv, x, y },
    async sign(challenge: string, header: object = {}): Promise<string> {
      const text = [{ alg: "ES256", typ: "dbsc+jwt", ...header }, { jti: challenge }]
        .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
        .join(".");
      const bytes = await crypto.subtle.sign(algorithm, pair.privateKey, Buffer.from(text));
      return `${text}.${Buffer.from(bytes).toString("base64url")}`;
    },
  };
}
