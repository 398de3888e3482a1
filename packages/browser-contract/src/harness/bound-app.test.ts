import { once } from "node:events";
import { createServer } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { createCertificate } from "@sessionkit/test-servers/https";
import type { BindingApp, BindingOrders, BindingSetup } from "@sessionkit/testing";
import { expect, onTestFinished, test } from "vitest";
import { type BoundApp, startBoundApp } from "./bound-app.ts";

/** An application that only says which setup it has received. */
async function createApp(setup: BindingSetup): Promise<BindingApp> {
  const server = createServer((_, response) => {
    response.setHeader("set-cookie", ["kept=1; Path=/", "deleted=; Path=/; Max-Age=0"]);
    response.end(JSON.stringify(setup));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    control: async (orders: BindingOrders = {}) => ({
      held: 0,
      reads: 0,
      events: [{ type: orders.store === "down" ? "session.expired" : "session.created" } as never],
    }),
    output: () => "",
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function start(): Promise<{ app: BoundApp; ask: (path: string) => Promise<void> }> {
  const certificate = await createCertificate();
  const app = await startBoundApp(createApp, "database", certificate);
  onTestFinished(app.close);
  const ask = async (path: string): Promise<void> => {
    const { port, host } = new URL(app.origin);
    const sent = request({
      ...{ host: "127.0.0.1", port, path, agent: false, headers: { host } },
      ...{ ca: certificate.cert, servername: "localhost" },
    });
    const [response] = await once(sent.end(), "response");
    await once(response.resume(), "end");
  };
  return { app, ask };
}

test("an application has its origin, and its requests and events since a mark are recorded", async () => {
  const { app, ask } = await start();
  expect(app.origin).toMatch(/^https:\/\/database\.localhost:\d+$/);
  await ask("/before");
  await app.mark();
  await ask("/after?q=1");
  expect(app.requests().map(({ path }) => path)).toEqual(["/after"]);
  expect(app.requestsOf("/before")).toEqual([]);
  await app.takeStoreDown();
  expect(await app.events()).toEqual(["session.expired", "session.created"]);
});

test("a request without a browser has exactly the given headers, and reports the cookies that were set", async () => {
  const { app } = await start();
  const answer = await app.sendRaw("POST", "/raw", { cookie: "a=b" });
  expect(answer).toMatchObject({ status: 200, cookiesSet: ["kept"] });
  expect(app.requests()).toEqual([]);
});
