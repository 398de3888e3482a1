import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Contender } from "./contender.ts";
import { expressContenders } from "./express/contenders.ts";
import { honoContenders } from "./hono/contenders.ts";
import { LocalConnection } from "./local-connection.ts";

/** The contenders, by framework. */
export const frameworks: Record<string, Record<string, () => Promise<Contender>>> = {
  Express: expressContenders,
  Hono: honoContenders,
};

/** Requests the processor time used so far, or a measurement without sockets for `local` seconds. */
export type Command = "cpu" | { readonly local: number };

/** First the address of the server, then microseconds for each command. */
export type Report =
  | { readonly url: string; readonly headers: Contender["headers"] }
  | { readonly micros: number };

const [, , framework = "", name = ""] = process.argv;
const open = process.send && frameworks[framework]?.[name];
if (open) {
  const { server, headers } = await open();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  // Created on demand, so that measurements with sockets are not affected.
  let connection: LocalConnection | undefined;
  process.on("message", async (command: Command) => {
    if (command !== "cpu") {
      connection ??= new LocalConnection(server, headers);
      return sendReport({ micros: await connection.time(command.local) });
    }
    const { user, system } = process.cpuUsage();
    sendReport({ micros: user + system });
  });
  process.on("disconnect", () => process.exit());
  sendReport({ url: `http://127.0.0.1:${port}/me`, headers });
}

function sendReport(report: Report): void {
  process.send?.(report);
}
