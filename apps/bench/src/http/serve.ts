import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Contender } from "./contender.ts";
import { expressContenders } from "./express/contenders.ts";
import { honoContenders } from "./hono/contenders.ts";

/** Which contenders there are, by framework. */
export const frameworks: Record<string, Record<string, () => Promise<Contender>>> = {
  Express: expressContenders,
  Hono: honoContenders,
};

/** What a server says of itself: where it is, and each time it is asked, its processor time so far in microseconds. */
export type Notice =
  | { readonly url: string; readonly headers: Contender["headers"] }
  | { readonly cpu: number };

const [, , framework = "", name = ""] = process.argv;
const open = process.send && frameworks[framework]?.[name];
if (open) {
  const { server, headers } = await open();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    tell({ cpu: user + system });
  });
  process.on("disconnect", () => process.exit());
  tell({ url: `http://127.0.0.1:${port}/me`, headers });
}

function tell(notice: Notice): void {
  process.send?.(notice);
}
