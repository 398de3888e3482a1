import { afterEach, beforeEach, expect, test } from "vitest";
import { type SessionServer, startSessionServer } from "../../testing/session-server.ts";
import { createSessionClient, type SessionClient } from "../index.ts";

let server: SessionServer;
let elsewhere: SessionServer;
let client: SessionClient;

beforeEach(async () => {
  server = await startSessionServer();
  elsewhere = await startSessionServer();
  client = createSessionClient({ basePath: `${server.origin}/api/auth` });
});

afterEach(() => Promise.all([server.close(), elsewhere.close()]));

const lines = (of: SessionServer) => of.requests.map(({ line }) => line);

test("a request with a good credential goes through once", async () => {
  const response = await client.sessionFetch(`${server.origin}/orders`);
  expect(response.status).toBe(200);
  expect(lines(server)).toEqual(["GET /orders"]);
});

test("a credential that is over is renewed and the request made once more", async () => {
  server.expire();
  const response = await client.sessionFetch(`${server.origin}/orders`, {
    method: "POST",
    body: "two apples",
  });
  expect(await response.json()).toEqual({ echo: "two apples" });
  expect(lines(server)).toEqual(["POST /orders", "POST /api/auth/refresh", "POST /orders"]);
});

test("ten requests at once are renewed with one refresh", async () => {
  server.expire();
  const responses = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      client.sessionFetch(`${server.origin}/orders/${index}`),
    ),
  );
  expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(lines(server).filter((line) => line.endsWith("refresh"))).toHaveLength(1);
});

test("a session that is over for good leaves the refusal as it is, and is asked about once", async () => {
  server.expire();
  server.gone = true;
  const response = await client.sessionFetch(`${server.origin}/orders`);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: "session_required" });
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "revoked" });
  expect(lines(server)).toEqual(["GET /orders", "POST /api/auth/refresh"]);
});

test("a second refusal is final", async () => {
  server.expire();
  server.refusal.body = { code: "session_required" };
  const fetchTwice: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (String(input).endsWith("refresh")) server.expire();
    return response;
  };
  client = createSessionClient({ basePath: `${server.origin}/api/auth`, fetch: fetchTwice });
  expect((await client.sessionFetch(`${server.origin}/orders`)).status).toBe(401);
  expect(lines(server)).toEqual(["GET /orders", "POST /api/auth/refresh", "GET /orders"]);
});

test.each([
  ["another code", 401, "application/problem+json", { code: "session_not_fresh" }],
  ["another kind of body", 401, "application/json", { code: "session_required" }],
  ["a broken body", 401, "application/problem+json", "{"],
  ["another status", 403, "application/problem+json", { code: "session_required" }],
])("a refusal with %s is passed on", async (_, status, type, body) => {
  server.expire();
  server.refusal = { status, type, body };
  const response = await client.sessionFetch(`${server.origin}/orders`);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe(typeof body === "string" ? body : JSON.stringify(body));
  expect(lines(server)).toEqual(["GET /orders"]);
});

test("a Request is sent a second time with its body", async () => {
  server.expire();
  const request = new Request(`${server.origin}/orders`, { method: "POST", body: "two apples" });
  const response = await client.sessionFetch(request);
  expect(await response.json()).toEqual({ echo: "two apples" });
  expect(request.bodyUsed).toBe(true);
});

test("a Request that streams its body is sent a second time whole", async () => {
  server.expire();
  const request = new Request(`${server.origin}/orders`, {
    ...streamed("two ", "apples"),
    method: "POST",
  });
  const response = await client.sessionFetch(request);
  expect(await response.json()).toEqual({ echo: "two apples" });
});

test("a stream as a body is sent once: the session is renewed, the refusal passed on", async () => {
  server.expire();
  const response = await client.sessionFetch(`${server.origin}/orders`, {
    ...streamed("two ", "apples"),
    method: "POST",
  });
  expect(response.status).toBe(401);
  expect(lines(server)).toEqual(["POST /orders", "POST /api/auth/refresh"]);
  const again = await client.sessionFetch(`${server.origin}/orders`, {
    ...streamed("two ", "apples"),
    method: "POST",
  });
  expect(await again.json()).toEqual({ echo: "two apples" });
});

test("another origin's refusal renews nothing, and what goes there is untouched", async () => {
  elsewhere.expire();
  const body = "two apples";
  const response = await client.sessionFetch(new URL("/orders", elsewhere.origin), {
    method: "POST",
    body,
  });
  expect(response.status).toBe(401);
  expect(lines(elsewhere)).toEqual(["POST /orders"]);
  expect(lines(server)).toEqual([]);
});

test("a request that is given up while the session is renewed is not made again", async () => {
  server.expire();
  const controller = new AbortController();
  const fetchAborting: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (String(input).endsWith("refresh")) controller.abort();
    return response;
  };
  client = createSessionClient({ basePath: `${server.origin}/api/auth`, fetch: fetchAborting });
  const given = client.sessionFetch(`${server.origin}/orders`, { signal: controller.signal });
  await expect(given).rejects.toMatchObject({ name: "AbortError" });
  expect(lines(server)).toEqual(["GET /orders", "POST /api/auth/refresh"]);
});

test("an answer that comes after another request's renewal is retried without a second one", async () => {
  server.expire();
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (String(input).endsWith("/slow") && response.status === 401) await held;
    return response;
  };
  client = createSessionClient({ basePath: `${server.origin}/api/auth`, fetch: slow });
  const late = client.sessionFetch(`${server.origin}/slow`);
  await expect.poll(() => lines(server)).toEqual(["GET /slow"]);
  await client.sessionFetch(`${server.origin}/orders`);
  letGo();
  expect((await late).status).toBe(200);
  expect(lines(server).filter((line) => line.endsWith("refresh"))).toHaveLength(1);
});

function streamed(...parts: string[]): RequestInit {
  const body = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  return { body, duplex: "half" } as RequestInit;
}
