import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { isStoreError } from "../../../packages/core/src/index.ts";
import { root } from "../../run.mjs";
import { serve } from "./serve.mjs";
import { advance, signIn, startApp, startPage } from "./start-page.mjs";

const { WebSocket } = createRequire(join(root, "packages/bindings/express/package.json"))("ws");

describe.each(["express", "hono"])("%s", (framework) => {
  test("outages: a page that catches one signs no user out, and the others are 503", async () => {
    const { openBrowser, app, load } = await startApp("outages", framework, "greeting.ts");
    const { database } = await load("lib/users.ts");
    const { getSession } = await load(`lib/session-${framework}.ts`);
    /** @type {unknown[]} */
    const seen = [];
    app.get("/strict", async (/** @type {any} */ request, /** @type {any} */ response) => {
      try {
        const session = await getSession(request);
        return framework === "hono" ? request.json(session) : response.json(session);
      } catch (error) {
        seen.push(isStoreError(error));
        throw error;
      }
    });
    const ada = openBrowser();
    const greeting = async () => (await ada.send("GET", "/greeting")).body;
    expect(await greeting()).toBe("Sign in");
    await signIn(ada, "ada");
    expect(await greeting()).toBe("Hello again");
    advance("16m");
    database.isDown = true;
    const cookies = ada.cookie();
    expect(await ada.send("GET", "/greeting")).toMatchObject({
      status: 200,
      set: [],
      body: "Hello",
    });
    expect(await ada.send("GET", "/strict")).toMatchObject({ status: 503, set: [] });
    expect([seen, isStoreError(new Error("session_store")), isStoreError(null)]).toEqual([
      [true],
      false,
      false,
    ]);
    expect(ada.cookie()).toBe(cookies);
    database.isDown = false;
    expect(await greeting()).toBe("Hello again");
  });

  test("behind-a-proxy: the public origin decides, and the address is what the proxy added", async () => {
    const environment = { PUBLIC_ORIGIN: "https://app.example" };
    const { openBrowser, sessions } = await startApp(
      "behind-a-proxy",
      framework,
      "app.ts",
      environment,
    );
    const browser = openBrowser();
    const forwarded = {
      "sec-fetch-site": "",
      "x-forwarded-for": "203.0.113.9, 198.51.100.7",
    };
    /** @param {string} origin */
    const signInFrom = (origin) =>
      browser.send("POST", "/sign-in", {
        headers: { ...forwarded, origin },
        json: { email: "ada", password: "violet-anchor-58" },
      });
    const answer = await signInFrom("https://app.example");
    expect(answer.status).toBe(200);
    expect([...browser.jar.keys()]).toEqual(["__Host-access", "__Host-session"]);
    expect(answer.set.every((line) => line.includes("Secure"))).toBe(true);
    expect(await sessions.list("ada")).toMatchObject([{ ip: "198.51.100.7" }]);
    expect((await signInFrom("http://127.0.0.1")).status).toBe(403);
  });

  test("behind-a-proxy: without the variable it works on localhost, and trusts no header", async () => {
    const { openBrowser, sessions } = await startApp("behind-a-proxy", framework, "app.ts");
    const browser = openBrowser();
    const headers = { "x-forwarded-for": "203.0.113.9" };
    const json = { email: "ada", password: "violet-anchor-58" };
    expect((await browser.send("POST", "/sign-in", { headers, json })).status).toBe(200);
    expect([...browser.jar.keys()]).toEqual(["access", "session"]);
    expect(await sessions.list("ada")).toMatchObject([{ ip: "127.0.0.1" }]);
  });

  test("websockets: opens for a user, and closes with the session, for its reason", async () => {
    const { load } = startPage("websockets", { PORT: "0" });
    const { server } = await load(`${framework}/server.ts`);
    const { sessions } = await load("lib/sessions.ts");
    const { origin, openBrowser } = await serve(server);
    const [ada, bob, absent] = [openBrowser(), openBrowser(), openBrowser()];
    await signIn(ada, "ada");
    await signIn(bob, "bob");
    /** @param {import("./start-page.mjs").Browser} browser @param {string} [from] */
    const connect = (browser, from = origin) =>
      new WebSocket(`${origin.replace("http", "ws")}/socket`, {
        headers: { origin: from, cookie: browser.cookie() },
      });
    const refused = async (/** @type {any} */ socket) => {
      socket.on("error", () => undefined);
      return (await once(socket, "unexpected-response"))[1].statusCode;
    };
    expect(await refused(connect(absent))).toBe(401);
    expect(await refused(connect(ada, "https://evil.example"))).toBe(403);
    const [of, other] = [connect(ada), connect(bob)];
    await Promise.all([once(of, "open"), once(other, "open")]);
    const closed = once(of, "close");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(of.readyState).toBe(WebSocket.OPEN);
    await sessions.revokeUser("ada");
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([4401, "revoked"]);
    expect(other.readyState).toBe(WebSocket.OPEN);
    const left = once(other, "close");
    other.close();
    await left;
    expect(vi.getTimerCount()).toBe(0);
  });

  test("streams: sends events until the session has ended, and then the reason", async () => {
    const { origin, openBrowser, sessions } = await startApp("streams", framework, "ticks.ts");
    const ada = openBrowser();
    await signIn(ada, "ada");
    const response = await fetch(`${origin}/ticks`, { headers: { cookie: ada.cookie() } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = String((await reader?.read())?.value);
    expect(text).toMatch(/^data: \d+/);
    await sessions.revokeUser("ada");
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
      text += next.value;
    expect(text).toMatch(/event: end\ndata: revoked\n\n$/);
    expect(vi.getTimerCount()).toBe(0);
  });
});
