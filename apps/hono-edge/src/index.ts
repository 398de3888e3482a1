import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { createSessions } from "@sessionkit/core";
import demoUsers from "../demo-users.json" with { type: "json" };
import { createApp } from "./app.ts";
import {
  fresh,
  host,
  lifetime,
  partner,
  port,
  redisPrefix,
  redisUrl,
  secret,
  strategy,
  trustProxy,
} from "./environment.ts";
import { createPartnerTokens } from "./partner/partner-tokens.ts";
import { openStore } from "./sessions/open-store.ts";
import { sessionOptions } from "./sessions/session-options.ts";
import { createDemoAccounts } from "./users/accounts.ts";

const accounts = createDemoAccounts();
const { kind, store, close } = openStore(redisUrl, redisPrefix);
const sessions = createSessions({
  strategy,
  secret,
  store,
  lifetime,
  trustProxy,
  ...sessionOptions(accounts),
});
const verifyPartnerToken = createPartnerTokens(partner);
const app = createApp({ sessions, accounts, verifyPartnerToken, fresh });
app.get("/demo-users.json", (c) => c.json(demoUsers));
app.get("*", serveStatic({ root: fileURLToPath(new URL("../public", import.meta.url)) }));

const server = createServer(getRequestListener(app.fetch)).listen(port, host);
await once(server, "listening");
const address = `http://localhost:${(server.address() as AddressInfo).port}`;
console.log(`\nhono-edge is at ${address} (${kind}, ${strategy})`);
for (const user of demoUsers) console.log(`  ${Object.values(user).join("  ")}`);
console.log(`It also accepts access tokens of ${partner.issuer}, with the keys at ${partner.jwks}`);
console.log("Stop it with Ctrl+C.\n");

process.once("SIGINT", stop);
process.once("SIGTERM", stop);

/** Finishes the current requests and accepts no others. */
async function stop(): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await once(server, "close");
  close();
}
