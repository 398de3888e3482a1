import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readBlocks } from "../readme/read-blocks.mjs";
import { root } from "../run.mjs";

const page = readFileSync(join(root, "docs/http-api.md"), "utf8");
/** @typedef {{ id: string, name: string, role: string }} User */

const BASE = "/api/auth";
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";

const { createSessions, problem } = await import(join(root, "packages/core/dist/index.js"));
const { createMemoryStore } = await import(join(root, "packages/core/dist/memory.js"));

test("core has problems to explain", () => {
  expect(problemCodes().length).toBeGreaterThan(5);
});

test.each(problemCodes())("the page has the problem %s with its status", (code) => {
  const { status } = problem(code);
  expect(page).toContain(`| \`${code}\` | ${status} |`);
});

describe("the bodies of the page have the members that the endpoints answer with", () => {
  test("GET /session, signed in and signed out", async () => {
    const [signedIn, signedOut] = bodiesOf("`GET /session`");
    const { call, cookie } = await signIn();
    expect(shapeOf(signedIn)).toEqual(shapeOf(await call("GET", "/session", { cookie })));
    expect(shapeOf(signedOut)).toEqual(shapeOf(await call("GET", "/session")));
  });

  test("POST /refresh with a session token in its body", async () => {
    const { call, tokens } = await signIn();
    const body = JSON.stringify({ sessionToken: tokens?.sessionToken });
    const answer = await call("POST", "/refresh", { "content-type": "application/json" }, body);
    expect(shapeOf(bodiesOf("`POST /refresh`")[0])).toEqual(shapeOf(answer));
  });

  test("GET /sessions", async () => {
    const { call, cookie } = await signIn();
    const answer = await call("GET", "/sessions", { cookie });
    expect(shapeOf(bodiesOf("`GET /sessions`")[0])).toEqual(shapeOf(answer));
  });

  test("POST /logout", async () => {
    const { call, cookie } = await signIn();
    const answer = await call("POST", "/logout", { cookie, "sec-fetch-site": "same-origin" });
    expect(bodiesOf("`POST /logout`")[0]).toEqual(answer);
  });

  test("GET /jwks.json", async () => {
    const { call } = await signIn();
    const answer = await call("GET", "/jwks.json");
    expect(shapeOf(bodiesOf("`GET /jwks.json`")[0])).toEqual(shapeOf(answer));
  });

  test("a refusal", async () => {
    const { call } = await signIn();
    expect(shapeOf(bodiesOf("Answers")[0])).toEqual(shapeOf(await call("POST", "/refresh")));
  });
});

/** A service with key pair, a user who has signed in, and a way to call its endpoints. */
async function signIn() {
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
  return {
    tokens,
    cookie: created.cookies
      .map((/** @type {{ name: string, value: string }} */ { name, value }) => `${name}=${value}`)
      .join("; "),
    /** @param {string} method @param {string} path @param {Record<string, string>} [headers] @param {string} [body] */
    async call(method, path, headers, body) {
      const answer = await sessions.handle(request(method, BASE + path, headers, body));
      return JSON.parse(answer?.body ?? "null");
    },
  };
}

/** @param {string} heading @returns {unknown[]} the JSON bodies that the page shows below it */
function bodiesOf(heading) {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return readBlocks(section)
    .filter(({ language }) => language === "json")
    .map(({ code }) => JSON.parse(code));
}

/**
 * The names of all members, at every depth.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function shapeOf(value) {
  if (Array.isArray(value)) return [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}

/** @returns {string[]} the members of the type `ProblemCode`, wherever core declares it */
function problemCodes() {
  const source = join(root, "packages/core/src");
  const declared = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) =>
      /export type ProblemCode =([^;]+);/.exec(readFileSync(join(source, name), "utf8")),
    )
    .find((match) => match !== null);
  return [...(declared?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, code = ""]) => code);
}
