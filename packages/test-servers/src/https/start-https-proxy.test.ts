import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { request as sendSecurely } from "node:https";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { type Certificate, createCertificate } from "./create-certificate.ts";
import { type HttpsProxy, startHttpsProxy } from "./start-https-proxy.ts";

let certificate: Certificate;
beforeAll(async () => {
  certificate = await createCertificate();
});

async function start(answer: RequestListener): Promise<HttpsProxy> {
  const server = createServer(answer);
  server.on("upgrade", (_, socket) => {
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    socket.pipe(socket);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const proxy = await startHttpsProxy(certificate);
  proxy.forwardTo((server.address() as AddressInfo).port);
  onTestFinished(async () => {
    await proxy.close();
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  return proxy;
}

/** Trusts this certificate only. */
async function send(proxy: HttpsProxy, path: string, method = "GET", body = "") {
  const request = sendSecurely(`${proxy.origin("a.localhost")}${path}`, {
    method,
    ca: certificate.cert,
    agent: false,
    servername: "localhost",
    lookup: (_host, { all }, done) =>
      all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4),
  });
  const [response] = (await once(request.end(body), "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}

const echo: RequestListener = async (request, response) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  response.setHeader("set-cookie", ["a=1", "b=2"]);
  response.end(`${request.method} ${request.headers.host} ${body}`);
};

test("forwards requests and responses unchanged, and records them", async () => {
  const proxy = await start(echo);
  const answer = await send(proxy, "/path?q=1", "POST", "text");
  expect(answer).toMatchObject({
    status: 200,
    text: `POST a.localhost:${proxy.port} text`,
    headers: { "set-cookie": ["a=1", "b=2"] },
  });
  expect(proxy.requests).toMatchObject([
    { method: "POST", host: "a.localhost", path: "/path", url: "/path?q=1", status: 200 },
  ]);
});

test("forwards the handshake and the bytes of a WebSocket", async () => {
  const proxy = await start(echo);
  const request = sendSecurely({
    host: "127.0.0.1",
    port: proxy.port,
    servername: "localhost",
    ca: certificate.cert,
    headers: { connection: "upgrade", upgrade: "websocket" },
  });
  const [, socket] = (await once(request.end(), "upgrade")) as [unknown, NodeJS.ReadWriteStream];
  socket.write("hello");
  const [chunk] = await once(socket, "data");
  socket.end();
  expect([String(chunk), proxy.requests[0]?.status]).toEqual(["hello", 101]);
});

test("loses or replaces the response to one request, which the server has received", async () => {
  let received = 0;
  const proxy = await start((_, response) => response.end(String(++received)));
  proxy.failNext("/a", "lost");
  await expect(send(proxy, "/a")).rejects.toThrow(/socket hang up|ECONNRESET/);
  expect(await send(proxy, "/a")).toMatchObject({ text: "2" });
  proxy.failNext("/a", "broken");
  expect(await send(proxy, "/a")).toMatchObject({ status: 502, text: "" });
  expect(await send(proxy, "/a")).toMatchObject({ text: "4" });
  expect(proxy.requests.map(({ status }) => status)).toEqual([null, 200, 502, 200]);
});

test("refuses, answers or holds one request that the server does not receive", async () => {
  let received = 0;
  const proxy = await start((_, response) => response.end(String(++received)));
  proxy.failNext("/a", "refused");
  await expect(send(proxy, "/a")).rejects.toThrow(/socket hang up|ECONNRESET/);
  proxy.failNext("/a", { status: 429, body: "slow down" });
  expect(await send(proxy, "/a")).toMatchObject({ status: 429, text: "slow down" });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  proxy.failNext("/a", { held });
  const answer = send(proxy, "/a");
  expect(await send(proxy, "/b")).toMatchObject({ text: "1" });
  release();
  expect(await answer).toMatchObject({ text: "2" });
});

test("answers 502 if the server does not answer", async () => {
  const proxy = await start((request) => request.socket.destroy());
  expect(await send(proxy, "/")).toMatchObject({ status: 502 });
});
