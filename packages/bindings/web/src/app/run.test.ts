import { describe, expect, test } from "vitest";
import { createApp, UNTIL_DUE } from "../../test/create-app.ts";
import { createTestClient, namesSet } from "../../test/test-client.ts";

const encoder = new TextEncoder();

describe("the cookies of a sign-in are set on", () => {
  const responses: Readonly<Record<string, () => Response | Promise<Response>>> = {
    "/text": () => new Response("text", { headers: { "x-own": "1" } }),
    "/redirect": () => Response.redirect("http://elsewhere.example/", 302),
    "/fetched": () => fetch("data:text/plain,fetched"),
    "/stream": () => new Response(new Blob([encoder.encode("streamed")]).stream()),
    "/empty": () => new Response(null, { status: 204 }),
    "/thrown": () => {
      throw Response.redirect("http://elsewhere.example/", 303);
    },
    "/error": () => {
      throw new Error("failed");
    },
  };
  const { client } = createApp(
    Object.fromEntries(
      Object.entries(responses).map(([path, respond]) => [
        path,
        async ({ createSession }) => {
          await createSession("ada");
          return respond();
        },
      ]),
    ),
    { onError: (error) => new Response(String(error), { status: 500 }) },
  );

  test.each([
    ["a response", "/text", 200, "text"],
    ["Response.redirect, whose headers are immutable", "/redirect", 302, ""],
    ["a response of fetch, whose headers are immutable", "/fetched", 200, "fetched"],
    ["a stream", "/stream", 200, "streamed"],
    ["a response without a body", "/empty", 204, ""],
    ["a response that the handler throws", "/thrown", 303, ""],
    ["the response of onError", "/error", 500, "Error: failed"],
  ])("%s", async (_name, path, status, text) => {
    const response = await client().send(path);
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(namesSet(response)).toEqual(["access", "session"]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("vary")).toBe("Cookie");
  });

  test("a copy, which keeps status, type and location", async () => {
    const redirect = await client().send("/redirect");
    expect(redirect.headers.get("location")).toBe("http://elsewhere.example/");
    const fetched = await client().send("/fetched");
    expect(fetched.headers.get("content-type")).toBe("text/plain");
    expect((await client().send("/text")).headers.get("x-own")).toBe("1");
  });
});

test("without onError, handle rejects with the error of the handler", async () => {
  const failure = new Error("failed");
  const { client } = createApp({ "/error": () => Promise.reject(failure) });
  await expect(client().send("/error")).rejects.toBe(failure);
});

test("a change that the handler does not await is sent with its response", async () => {
  const { client } = createApp({
    "/": ({ createSession }) => {
      void createSession("ada");
      return new Response("ok");
    },
  });
  expect(namesSet(await client().send("/"))).toEqual(["access", "session"]);
});

test("a session is watched while its stream is sent, and not after the end of the stream", async () => {
  const signals: AbortSignal[] = [];
  let finish = (): void => undefined;
  const { client, harness } = createApp({
    "/stream": async ({ watchSession }) => {
      signals.push(await watchSession());
      const start = (stream: ReadableStreamDefaultController) => {
        stream.enqueue(encoder.encode("answer"));
        finish = () => stream.close();
      };
      return new Response(new ReadableStream({ start }));
    },
  });
  const ada = client();
  await ada.send("/in");
  const [unread, read] = [await ada.send("/stream"), await ada.send("/stream")];
  const text = read.text();
  finish();
  expect(await text).toBe("answer");
  for (const { id } of await harness.sessions.list("ada")) await harness.sessions.revoke(id);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  await unread.body?.cancel();
});

test("a sign-out after a sign-in in the same request sets each cookie once", async () => {
  const { client } = createApp({
    "/": async ({ createSession, getSession, revokeSession }) => {
      await createSession("ada");
      const signedIn = (await getSession())?.userId;
      const revoked = await revokeSession();
      return Response.json({ signedIn, revoked, after: await getSession() });
    },
  });
  const response = await client().send("/");
  expect(await response.json()).toEqual({ signedIn: "ada", revoked: 1, after: null });
  const lines = response.headers.getSetCookie();
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toMatch(/^(access|session)=; .*Max-Age=0/);
});

test("a session that the handler does not read costs no read of the store and is not refreshed", async () => {
  const { client, harness } = createApp({ "/open": () => new Response("open") });
  const ada = client();
  await ada.send("/in");
  harness.control({ advance: UNTIL_DUE });
  expect(namesSet(await ada.send("/open"))).toEqual([]);
  expect(harness.control().reads).toBe(0);
  expect(namesSet(await ada.send("/who"))).toEqual(["access", "session"]);
  expect(harness.control().reads).toBe(1);
});

test("after the response was made, a read rotates no token and a change rejects", async () => {
  const app = createApp({ "/open": () => new Response("open") });
  const ada = app.client();
  await ada.send("/in");
  app.harness.control({ advance: UNTIL_DUE });
  const request = ada.request("/open");
  await app.serve(request);
  expect((await app.getSession(request))?.userId).toBe("ada");
  // The session is still due.
  expect(namesSet(await ada.send("/who"))).toEqual(["access", "session"]);
  await expect(app.updateSession(request, { note: "late" })).rejects.toMatchObject({
    code: "headers_sent",
  });
});

test("handle inside handle uses the same session, and the outer one sets the cookies", async () => {
  const { serve, handle } = createApp();
  const request = new Request("http://localhost/in", { headers: { "sec-fetch-site": "none" } });
  let inner: Response | undefined;
  const outer = await handle(request, async ({ getSession }) => {
    inner = await serve(request);
    return Response.json((await getSession())?.userId);
  });
  expect(inner?.headers.getSetCookie()).toEqual([]);
  expect(await outer.json()).toBe("ada");
  expect(namesSet(outer)).toEqual(["access", "session"]);
});

test("a request that is handled again is a new one", async () => {
  const { serve } = createApp();
  const request = new Request("http://localhost/in", { headers: { "sec-fetch-site": "none" } });
  await serve(request);
  expect(namesSet(await serve(request))).toEqual(["access", "session"]);
});

test("a handler without a response, such as an upgrade of Bun, returns undefined", async () => {
  const { handle } = createApp();
  expect(await handle(new Request("http://localhost/"), () => undefined)).toBeUndefined();
});

test("two services in one application are isolated from each other", async () => {
  const [staff, customers] = [createApp(), createApp()];
  const serve = (request: Request) =>
    staff.handle(request, () =>
      customers.handle(request, async () => {
        await staff.createSession(request, "admin");
        return Response.json([
          await staff.getSession(request),
          await customers.getSession(request),
        ]);
      }),
    );
  const [admin, signedOut] = (await (await createTestClient(serve).send("/")).json()) as unknown[];
  expect(admin).toMatchObject({ userId: "admin" });
  expect(signedOut).toBeNull();
});
