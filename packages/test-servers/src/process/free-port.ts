import { once } from "node:events";
import { createServer } from "node:net";

/** Below what Linux and macOS give to outgoing connections: there a port would not stay free while its server is down. */
const FIRST = 20_000;
const COUNT = 12_000;

/** Handed out by this process, so that a server that is down keeps its port. */
const taken = new Set<number>();

/** A port of the loopback address on which nobody listens, never the same twice. */
export async function freePort(): Promise<number> {
  const port = FIRST + Math.floor(Math.random() * COUNT);
  if (taken.has(port)) return freePort();
  taken.add(port);
  return (await isFree(port)) ? port : freePort();
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
    await once(server.close(), "close");
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return false;
    throw error;
  }
}
