import { describe, expect, test, vi } from "vitest";
import { createService } from "../../test/service.ts";
import { WebRequest, type WebRequestSource } from "./web-request.ts";

function create(init?: RequestInit, source: Partial<WebRequestSource> = {}): WebRequest {
  const raw = new Request("http://app.example:8080/", init);
  return new WebRequest(createService().sessions, raw, { address: () => null, ...source });
}

const WRITE = { verb: "createSession", allowCrossSite: true } as const;

test("reads headers of the request, and the host of its URL if no header has it", () => {
  const request = create({ headers: { "user-agent": "test" } });
  expect([request.header("user-agent"), request.header("host")]).toEqual([
    "test",
    "app.example:8080",
  ]);
  const behind = create({}, { header: (name) => (name === "host" ? "own.example" : null) });
  expect(behind.header("host")).toBe("own.example");
});

test("calls the function for the address when the address is needed", () => {
  const address = vi.fn(() => "192.0.2.1");
  const request = create({}, { address });
  expect(address).not.toHaveBeenCalled();
  expect(request.address).toBe("192.0.2.1");
});

describe("finish", () => {
  test("waits for a change, returns its cookies, and closes the request", async () => {
    const request = create();
    const { sessions } = request;
    const change = request.runWrite(WRITE, async () => {
      const outcome = await sessions.create("ada");
      await request.commit("createSession", outcome.cookies, outcome);
    });
    expect(request.isFinished).toBe(false);
    const names = (await request.finish()).map(([name]) => name);
    expect(names).toEqual(["cache-control", "vary", "set-cookie", "set-cookie"]);
    expect(request.isFinished).toBe(true);
    await change;
    await expect(request.runWrite(WRITE, async () => undefined)).rejects.toMatchObject({
      code: "headers_sent",
    });
  });

  test("returns no headers if nothing was set", async () => {
    expect(await create().finish()).toEqual([]);
  });
});

test.each(["POST", "HEAD", "OPTIONS"])("%s is no handshake of a WebSocket", (method) => {
  expect(create({ method, headers: { upgrade: "websocket" } }).method).toBe(method);
});

test("the handshake of a WebSocket has the method of HTTP/2 and takes no cookies", async () => {
  const request = create({ headers: { connection: "upgrade", upgrade: "WebSocket" } });
  expect(request.method).toBe("CONNECT");
  await expect(request.runWrite(WRITE, async () => undefined)).rejects.toMatchObject({
    code: "headers_sent",
  });
});

describe("a watched session", () => {
  const bytes = new TextEncoder().encode("chunk");

  async function watched(disconnect = new AbortController(), init: RequestInit = {}) {
    const { sessions } = createService();
    const { cookies, session } = await sessions.create("ada");
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const raw = new Request("https://app.example/", {
      ...init,
      headers: { cookie, ...init.headers },
      signal: disconnect.signal,
    });
    const request = new WebRequest(sessions, raw, { address: () => null });
    const signal = request.watch();
    return { request, signal: await signal, end: () => sessions.revoke(session.id) };
  }

  test("ends while the body of the response is sent", async () => {
    const { request, signal, end } = await watched();
    const response = request.untilSent(new Response(new ReadableStream(), { status: 201 }));
    expect(response.status).toBe(201);
    await end();
    expect(signal.reason).toBe("revoked");
  });

  test.each<[string, () => string | ReadableStream | null, (response: Response) => unknown]>([
    ["was read to its end", () => "text", (response) => response.text()],
    ["is cancelled", () => new ReadableStream(), (response) => response.body?.cancel()],
    [
      "fails",
      () => new ReadableStream({ pull: (stream) => stream.error(new Error("failed")) }),
      (response) => response.text().catch(() => undefined),
    ],
    ["does not exist", () => null, () => undefined],
  ])("is not watched any more once the body %s", async (_, body, use) => {
    const { request, signal, end } = await watched();
    const response = request.untilSent(new Response(body()));
    await use(response);
    await new Promise(setImmediate);
    await end();
    expect(signal.aborted).toBe(false);
  });

  const handshake = { upgrade: "websocket", "sec-fetch-site": "same-origin" };

  test.each<[string, RequestInit, () => Response, boolean]>([
    [
      "is not watched after an answer to HEAD",
      { method: "HEAD" },
      () => new Response(new ReadableStream()),
      false,
    ],
    [
      "is not watched after the answer to a handshake",
      { headers: handshake },
      () => new Response("refused"),
      false,
    ],
    [
      "is watched after a handshake that is accepted",
      { headers: handshake },
      () => new Response(null),
      true,
    ],
  ])("%s", async (_, init, respond, expected) => {
    const { request, signal, end } = await watched(undefined, init);
    const response = request.untilSent(respond());
    if (init.method !== "HEAD") await response.text();
    await new Promise(setImmediate);
    await end();
    expect(signal.aborted).toBe(expected);
  });

  test("is not watched any more once the client has disconnected", async () => {
    const disconnect = new AbortController();
    const { signal, end } = await watched(disconnect);
    disconnect.abort();
    await end();
    expect(signal.aborted).toBe(false);
  });

  test("changes neither body nor headers of the response, and no response if nothing is watched", async () => {
    const { request } = await watched();
    const made = () => new Response(bytes, { status: 206, headers: { "x-own": "1" } });
    const sent = request.untilSent(made());
    expect([sent.status, sent.headers.get("x-own"), await sent.text()]).toEqual([
      206,
      "1",
      "chunk",
    ]);
    const own = made();
    expect(create().untilSent(own)).toBe(own);
  });
});
