import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Certificate, createCertificate } from "../https/create-certificate.ts";
import { type HttpsProxy, startHttpsProxy } from "../https/start-https-proxy.ts";
import { removeFolder, temporaryFolder } from "../process/temporary-folder.ts";
import { type BoundBrowser, openBoundProfile, startBoundBrowser } from "./start-bound-browser.ts";

const COOKIE = "__Host-short";
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** Takes every key, and verifies nothing: the subject is the browser. */
const answer: RequestListener = ({ url }, response) => {
  const cookie = `${COOKIE}=1; ${ATTRIBUTES}; Max-Age=600`;
  if (url === "/offer") {
    response.setHeader("secure-session-registration", '(ES256);path="/register";challenge="c"');
    response.setHeader("set-cookie", cookie);
    return void response.end("offer");
  }
  if (url !== "/register" && url !== "/refresh") return void response.end("page");
  response.setHeader("set-cookie", cookie);
  response.end(
    JSON.stringify({
      session_identifier: "one",
      refresh_url: "/refresh",
      scope: { include_site: false },
      credentials: [{ type: "cookie", name: COOKIE, attributes: ATTRIBUTES }],
    }),
  );
};

let certificate: Certificate;
let server: Server;
let proxy: HttpsProxy;
let browser: BoundBrowser;
beforeAll(async () => {
  certificate = await createCertificate();
  proxy = await startHttpsProxy(certificate);
  server = createServer(answer);
  await once(server.listen(0, "127.0.0.1"), "listening");
  proxy.forwardTo((server.address() as AddressInfo).port);
  browser = await startBoundBrowser({ pins: [certificate.pin] });
});
afterAll(async () => {
  await browser.close();
  await proxy.close();
  server.close();
  server.closeAllConnections();
});

const pathsOf = (host: string): string[] =>
  proxy.requests.filter((one) => one.host === host).map(({ path }) => path);

test("a device registers a session, refreshes it when its cookie has expired, and keeps its key from a thief", async () => {
  const origin = proxy.origin("device.localhost");
  const [owner, thief] = [await browser.openDevice(), await browser.openDevice()];
  const created = owner.nextEvent("creation");
  await owner.page.goto(`${origin}/offer`);
  expect(await created).toEqual({
    kind: "creation",
    succeeded: true,
    sessionId: "one",
    result: "Success",
  });
  expect(await owner.sessions()).toEqual([
    { id: "one", refreshUrl: `${origin}/refresh`, cookies: [COOKIE] },
  ]);

  await owner.copyCookiesTo(thief);
  await thief.page.goto(`${origin}/page`);
  expect(await thief.context.cookies()).toEqual(await owner.context.cookies());
  expect(await thief.sessions()).toEqual([]);

  await owner.expire(COOKIE);
  await thief.expire(COOKIE);
  await thief.page.goto(`${origin}/page`);
  await owner.page.goto(`${origin}/page`);
  expect(pathsOf("device.localhost").filter((path) => path !== "/favicon.ico")).toEqual([
    "/offer",
    "/register",
    "/page",
    "/page",
    "/refresh",
    "/page",
  ]);
});

test("a profile on disk has its session after a restart of the browser", async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  const options = { pins: [certificate.pin] };
  const first = await openBoundProfile(folder, options);
  const created = first.device.nextEvent("creation");
  await first.device.page.goto(`${proxy.origin("restart.localhost")}/offer`);
  await created;
  const sessions = await first.device.sessions();
  await first.close();
  const second = await openBoundProfile(folder, options);
  onTestFinished(second.close);
  expect(await second.device.sessions()).toEqual(sessions);
});

test("a browser without support ignores the offer", async () => {
  const other = await startBoundBrowser({ pins: [certificate.pin], supported: false });
  onTestFinished(other.close);
  const { page, events } = await other.openDevice();
  await page.goto(`${proxy.origin("unsupported.localhost")}/offer`);
  await page.goto(`${proxy.origin("unsupported.localhost")}/page`);
  expect(events).toEqual([]);
  expect(pathsOf("unsupported.localhost")).not.toContain("/register");
});
