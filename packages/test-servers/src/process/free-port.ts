import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below what Linux and macOS give to outgoing connections: there a port would not stay free while its server is down. */
const FIRST = 20_000;
const COUNT = 12_000;

/** A port of the loopback address on which nobody listens, for this process alone, and never the same twice. */
export async function freePort(): Promise<number> {
  const port = FIRST + Math.floor(Math.random() * COUNT);
  return (await isOurs(port)) && (await isFree(port)) ? port : freePort();
}

/**
 * Takes the same port of UDP, where no server of a test is, and keeps it: so that a server that is down, or starts
 * only now, loses its port to nobody who asks here, in whatever process. The system gives it back with the process.
 */
async function isOurs(port: number): Promise<boolean> {
  const socket = createSocket("udp4");
  socket.bind({ port, address: "127.0.0.1", exclusive: true });
  const taken = !(await happens(once(socket, "listening")));
  if (taken) socket.close();
  else socket.unref();
  return !taken;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  if (!(await happens(once(server.listen(port, "127.0.0.1"), "listening")))) return false;
  await once(server.close(), "close");
  return true;
}

/** False where the port is in use; other failures are the caller's. */
async function happens(listening: Promise<unknown>): Promise<boolean> {
  return listening.then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") return false;
      throw error;
    },
  );
}
