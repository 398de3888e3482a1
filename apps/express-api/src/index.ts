import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { app } from "./app.ts";
import { createTables } from "./database/create-tables.ts";
import { database } from "./database/database.ts";
import { insertDemoUsers } from "./database/insert-demo-users.ts";
import { providerOf } from "./database/open-database.ts";
import { databaseUrl, host, port, strategy } from "./environment.ts";
import { acceptUpgrade } from "./live/accept-upgrade.ts";
import { closeAll } from "./live/connections.ts";
import { sessions } from "./sessions/sessions.ts";
import { demoUsers } from "./users/demo-users.ts";

const provider = providerOf(databaseUrl);
await createTables(database, provider);
await insertDemoUsers();
await sessions.prune();

const server = createServer(app).on("upgrade", acceptUpgrade).listen(port, host);
await once(server, "listening");
const address = `http://localhost:${(server.address() as AddressInfo).port}`;
console.log(`\nexpress-api is at ${address} (${provider}, ${strategy})`);
for (const user of demoUsers) console.log(`  ${Object.values(user).join("  ")}`);
console.log("Stop it with Ctrl+C.\n");

process.once("SIGINT", stop);
process.once("SIGTERM", stop);

/** Finishes the current requests and accepts no others. */
async function stop(): Promise<void> {
  server.close();
  closeAll();
  server.closeIdleConnections();
  await once(server, "close");
  await database.$disconnect();
}
