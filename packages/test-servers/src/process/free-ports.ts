import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** Ports of the loopback address that nobody listens on, all different. */
export async function freePorts<Count extends number>(count: Count): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error("There is no free port.");
  return port;
}
