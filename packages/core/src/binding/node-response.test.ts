import { createServer, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { cookie } from "../../test/cookie.ts";
import { problem } from "../http/response.ts";
import { keepPrivate, putCookies, putHeaders, sendAnswer } from "./node-response.ts";

const response = () => new ServerResponse({ method: "GET" } as never);

const names = (res: ServerResponse) =>
  [res.getHeader("set-cookie") ?? []].flat().map((line) => String(line).split(";", 1)[0]);

test("Set-Cookie and Vary are added to those of the application, other headers replace them", () => {
  const res = response();
  res.setHeader("set-cookie", "theme=dark");
  res.setHeader("vary", ["Accept", "Accept-Encoding"]);
  res.setHeader("cache-control", "public");
  putHeaders(res, [
    ["set-cookie", "access=one"],
    ["set-cookie", "session=two"],
    ["vary", "Cookie"],
    ["cache-control", "private"],
  ]);
  expect(names(res)).toEqual(["theme=dark", "access=one", "session=two"]);
  expect(res.getHeader("vary")).toBe("Accept, Accept-Encoding, Cookie");
  expect(res.getHeader("cache-control")).toBe("private");
});

test.each(["*", "Accept, cookie", "Cookie"])("`Vary: %s` is left as it is", (vary) => {
  const res = response();
  res.setHeader("vary", vary);
  keepPrivate(res);
  keepPrivate(res);
  expect(res.getHeader("vary")).toBe(vary);
});

test("a cookie that is set again replaces the first one", () => {
  const res = response();
  res.setHeader("set-cookie", "theme=dark");
  putCookies(res, [cookie("access", "one"), cookie("session", "one")]);
  putCookies(res, [cookie("access", "two")]);
  expect(names(res)).toEqual(["theme=dark", "session=one", "access=two"]);
  expect(res.getHeader("cache-control")).toBe("private, no-store");
  putCookies(res, []);
  expect(names(res)).toHaveLength(3);
});

test("an answer is sent with status, headers and body", () => {
  const res = response();
  const refusal = problem("session_required", "absent");
  sendAnswer(res, refusal);
  expect(res.statusCode).toBe(401);
  expect(res.getHeader("content-type")).toMatch(/^application\/problem\+json/);
  expect(res.writableEnded).toBe(true);
});

test("a stream is sent as it comes, and cancelled when the client disconnects", async () => {
  let cancel = (): void => undefined;
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  const server = createServer((_, res) => {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("retry: 5000")),
      cancel,
    });
    sendAnswer(res, { status: 200, headers: [], body: null, stream });
  }).listen(0);
  const { port } = server.address() as AddressInfo;
  const closed = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}`, { signal: closed.signal });
  const first = await response.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toBe("retry: 5000");
  closed.abort();
  await cancelled;
  server.close();
});

test("a stream for a client that has disconnected already is cancelled", async () => {
  const res = Object.assign(response(), { _closed: true });
  expect(res.closed).toBe(true);
  const cancel = vi.fn();
  const stream = new ReadableStream<Uint8Array>({ cancel });
  sendAnswer(res, { status: 200, headers: [], body: null, stream });
  expect(cancel).toHaveBeenCalledOnce();
});
