import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { root } from "../run.mjs";

/** @typedef {{ id: string, name: string, role: string }} User */

const BASE = "/api/auth";
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";

const { createSessions } = await import(join(root, "packages/core/dist/index.js"));
const { createMemoryStore } = await import(join(root, "packages/core/dist/memory.js"));

/** A service with a key pair, the credentials of a signed-in user, and functions that call its endpoints. */
export async function signIn() {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const sessions = createSessions({
    strategy: "jwt",
    secret: randomBytes(32).toString("base64url"),
    store: createMemoryStore(),
    loadUser: (/** @type {string} */ id) => ({ id, name: "Ada", role: "admin" }),
    claims: (/** @type {User} */ { role }) => ({ role }),
    publicUser: (/** @type {User} */ { id, name }) => ({ id, name }),
    accessKeys: { alg: "ES256", privateKey: await crypto.subtle.exportKey("jwk", privateKey) },
  });
  /** @param {string} method @param {string} url @param {Record<string, string>} headers @param {string} body */
  const request = (method, url, headers = {}, body = "") => ({
    method,
    url,
    address: "192.0.2.7",
    header: (/** @type {string} */ name) =>
      ({ host: "localhost", "user-agent": USER_AGENT, ...headers })[name],
    text: async () => body,
  });
  const created = await sessions.create("ada", { request: request("POST", "/sign-in") });
  const { tokens } = await sessions.create("ada");
  /** @param {string} method @param {string} path @param {Record<string, string>} [headers] @param {string} [body] @returns {Promise<{ status: number, headers: string[][], body: string | null } | null>} */
  const send = (method, path, headers, body) =>
    sessions.handle(request(method, BASE + path, headers, body));
  return {
    tokens,
    send,
    cookie: created.cookies
      .map((/** @type {{ name: string, value: string }} */ { name, value }) => `${name}=${value}`)
      .join("; "),
    /** @param {string} method @param {string} path @param {Record<string, string>} [headers] @param {string} [body] */
    async call(method, path, headers, body) {
      const answer = await send(method, path, headers, body);
      return JSON.parse(answer?.body ?? "null");
    },
  };
}
