import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Contender } from "./contender.ts";
import { expressContenders } from "./express/contenders.ts";
import { honoContenders } from "./hono/contenders.ts";
import { LocalConnection } from "./local-connection.ts";

/** Which contenders there are, by framework. */
export const frameworks: Record<string, Record<string, () => Promise<Contender>>> = {
  Express: expressContenders,
  Hono: honoContenders,
};

/** Tells a server to say its processor time so far, or for as many seconds what a request costs without sockets. */
export type Order = "cpu" | { readonly local: number };

/** What a server says: where it is, and then, each time it is asked, microseconds. */
export type Notice =
  | { readonly url: string; readonly headers: Contender["headers"] }
  | { readonly micros: number };

const [, , framework = "", name = ""] = process.argv;
const open = process.send && frameworks[framework]?.[name];
if (open) {
  const { server, headers } = await open();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  // Not before it is asked for: whoever is measured with sockets has none of it.
  let connection: LocalConnection | undefined;
  process.on("message", async (order: Order) => {
    if (order !== "cpu") {
      connection ??= new LocalConnection(server, headers);
      return tell({ micros: await connection.time(order.local) });
    }
    const { user, system } = process.cpuUsage();
    tell({ micros: user + system });
  });
  process.on("disconnect", () => process.exit());
  tell({ url: `http://127.0.0.1:${port}/me`, headers });
}

function tell(notice: Notice): void {
  process.send?.(notice);
}
