import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ephemeral ports of Linux and macOS: outgoing connections would take such a port while its server is down. */
const FIRST = 20_000;
const COUNT = 12_000;

/** Returns a free port of the loopback address, reserved for this process. Never returns a port twice. */
export async function freePort(): Promise<number> {
  const port = FIRST + Math.floor(Math.random() * COUNT);
  return (await reserve(port)) && (await isFree(port)) ? port : freePort();
}

/**
 * Reserves a port across processes by binding the UDP port of the same number, which no test server uses, until this process
 * ends. So no other process takes the port of a server that is down or not yet started.
 */
async function reserve(port: number): Promise<boolean> {
  const socket = createSocket("udp4");
  socket.bind({ port, address: "127.0.0.1", exclusive: true });
  const taken = !(await succeeds(once(socket, "listening")));
  if (taken) socket.close();
  else socket.unref();
  return !taken;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  if (!(await succeeds(once(server.listen(port, "127.0.0.1"), "listening")))) return false;
  await once(server.close(), "close");
  return true;
}

/** Returns false if the port is in use. Rejects for other errors. */
async function succeeds(listening: Promise<unknown>): Promise<boolean> {
  return listening.then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") return false;
      throw error;
    },
  );
}
