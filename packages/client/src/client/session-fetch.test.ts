import { afterEach, beforeEach, expect, test } from "vitest";
import { type SessionServer, startSessionServer } from "../../test/session-server.ts";
import { createSessionClient, type SessionClient } from "../index.ts";

let server: SessionServer;
let otherOrigin: SessionServer;
let client: SessionClient;

beforeEach(async () => {
  server = await startSessionServer();
  otherOrigin = await startSessionServer();
  client = createSessionClient({ basePath: `${server.origin}/api/auth` });
});

afterEach(() => Promise.all([server.close(), otherOrigin.close()]));

const lines = (of: SessionServer) => of.requests.map(({ line }) => line);

test("a request with a valid credential is sent once", async () => {
  const response = await client.sessionFetch(`${server.origin}/orders`);
  expect(response.status).toBe(200);
  expect(lines(server)).toEqual(["GET /orders"]);
});

test("an expired credential is refreshed and the request repeated", async () => {
  server.expire();
  const response = await client.sessionFetch(`${server.origin}/orders`, {
    method: "POST",
    body: "two apples",
  });
  expect(await response.json()).toEqual({ echo: "two apples" });
  expect(lines(server)).toEqual(["POST /orders", "POST /api/auth/refresh", "POST /orders"]);
});

test("ten concurrent requests cause one refresh", async () => {
  server.expire();
  const responses = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      client.sessionFetch(`${server.origin}/orders/${index}`),
    ),
  );
  expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(lines(server).filter((line) => line.endsWith("refresh"))).toHaveLength(1);
});

test("the 401 is returned after one failed refresh if the session has ended", async () => {
  server.expire();
  server.hasEnded = true;
  const response = await client.sessionFetch(`${server.origin}/orders`);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: "session_required" });
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "revoked" });
  expect(lines(server)).toEqual(["GET /orders", "POST /api/auth/refresh"]);
});

test("the second 401 is returned", async () => {
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
  ["another content type", 401, "application/json", { code: "session_required" }],
  ["a broken body", 401, "application/problem+json", "{"],
  ["another status", 403, "application/problem+json", { code: "session_required" }],
])("a refusal with %s is returned unchanged", async (_, status, type, body) => {
  server.expire();
  server.refusal = { status, type, body };
  const response = await client.sessionFetch(`${server.origin}/orders`);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe(typeof body === "string" ? body : JSON.stringify(body));
  expect(lines(server)).toEqual(["GET /orders"]);
});

test("a Request is repeated with its body", async () => {
  server.expire();
  const request = new Request(`${server.origin}/orders`, { method: "POST", body: "two apples" });
  const response = await client.sessionFetch(request);
  expect(await response.json()).toEqual({ echo: "two apples" });
  expect(request.bodyUsed).toBe(true);
});

test("a Request with a streamed body is repeated completely", async () => {
  server.expire();
  const request = new Request(`${server.origin}/orders`, {
    ...streamed("two ", "apples"),
    method: "POST",
  });
  const response = await client.sessionFetch(request);
  expect(await response.json()).toEqual({ echo: "two apples" });
});

test("a stream as the body is sent once: the session is refreshed and the 401 returned", async () => {
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

test("a 401 of another origin causes no refresh, and the request is unchanged", async () => {
  otherOrigin.expire();
  const body = "two apples";
  const response = await client.sessionFetch(new URL("/orders", otherOrigin.origin), {
    method: "POST",
    body,
  });
  expect(response.status).toBe(401);
  expect(lines(otherOrigin)).toEqual(["POST /orders"]);
  expect(lines(server)).toEqual([]);
});

test("a request that is aborted during the refresh is not repeated", async () => {
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

test("a 401 that arrives after another request's refresh is retried without a second refresh", async () => {
  server.expire();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
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
  release();
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
