import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readBlocks } from "../readme/read-blocks.mjs";
import { root } from "../run.mjs";
import { textsOf } from "./declarations.mjs";
import { signIn } from "./sign-in.mjs";

const page = readFileSync(join(root, "docs/http-api.md"), "utf8");
const { problem } = await import(join(root, "packages/core/dist/index.js"));

test.each(textsOf("ProblemCode"))("the page has the problem %s with its status", (code) => {
  const { status } = problem(code);
  expect(page).toContain(`| \`${code}\` | ${status} |`);
});

describe("the bodies of the page have the members of real answers", () => {
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

  test("a problem", async () => {
    const { call } = await signIn();
    expect(shapeOf(bodiesOf("Answers")[0])).toEqual(shapeOf(await call("POST", "/refresh")));
  });
});

describe("the rules of the page for requests", () => {
  const json = { "content-type": "application/json" };

  test.each([
    ["a trailing slash is accepted", "GET", "/session/", {}, "", 200],
    ["GET endpoints answer HEAD", "HEAD", "/session", {}, "", 200],
    ["an empty token is 400", "POST", "/refresh", json, '{"sessionToken":""}', 400],
    ["a token of another service is 400", "POST", "/logout", json, '{"sessionToken":"v1.x"}', 400],
    ["a body over 16 KiB is 413", "POST", "/refresh", json, "x".repeat(16_385), 413],
    ["a link to a sign-out is 405", "GET", "/logout", {}, "", 405],
    ["a native client needs no Origin", "POST", "/logout", {}, "", 200],
  ])("%s", async (_title, method, path, headers, body, status) => {
    const { send } = await signIn();
    expect((await send(method, path, headers, body))?.status).toBe(status);
  });

  test("an empty token in a body is not replaced by the cookie", async () => {
    const { send, cookie } = await signIn();
    const headers = { ...json, cookie, "sec-fetch-site": "same-origin" };
    const answer = await send("POST", "/refresh", headers, '{"sessionToken":""}');
    expect(answer?.status).toBe(400);
    expect(answer?.body).not.toContain("accessToken");
  });

  test("a 403 for a cross-site request names the expected origin", async () => {
    const { call, cookie } = await signIn();
    expect(await call("POST", "/logout", { cookie })).toMatchObject({
      code: "cross_site",
      detail: expect.stringContaining("Origin: http://localhost"),
    });
  });

  test.each([
    [
      "body",
      (/** @type {string} */ token) => ({ headers: json, body: `{"sessionToken":"${token}"}` }),
    ],
    [
      "bearer",
      (/** @type {string} */ token) => ({
        headers: { authorization: `Bearer ${token}` },
        body: "",
      }),
    ],
  ])(
    "credentials are returned in the answer to a %s request, and in no cookie",
    async (_transport, present) => {
      const { send, tokens } = await signIn();
      const { headers, body } = present(tokens?.sessionToken ?? "");
      const answer = await send("POST", "/refresh", headers, body);
      expect(JSON.parse(answer?.body ?? "null").tokens.accessToken).toMatch(/^eyJ/);
      expect(answer?.headers.map(([name = ""]) => name)).not.toContain("set-cookie");
    },
  );
});

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
