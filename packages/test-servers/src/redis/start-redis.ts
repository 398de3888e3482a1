import { freePort } from "../process/free-port.ts";
import { type OwnServer, startOwnServer } from "../process/own-server.ts";
import { requireProgram } from "../process/server-programs.ts";
import { temporaryFolder } from "../process/temporary-folder.ts";
import { sendCommand } from "./send-command.ts";

/**
 * Starts a separate Redis. Its data is in an append-only file, and survives a kill.
 *
 * @param args options of `redis-server`, such as `"--maxmemory", "8mb"`. They override the defaults.
 */
export async function startRedis(...args: string[]): Promise<OwnServer> {
  const program = requireProgram("redis-server");
  const folder = await temporaryFolder();
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  return startOwnServer({
    program,
    args: [
      ...["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder],
      ...["--save", "", "--appendonly", "yes", "--appendfsync", "no"],
      // By default, a primary waits five seconds for more replicas before it synchronizes the first.
      ...["--repl-diskless-sync-delay", "0"],
      ...args,
    ],
    folder,
    port,
    url,
    stopSignal: "SIGTERM",
    isUp: () => isServing(url),
  });
}

/** Accepts every reply to PING except that the data is still loading. A server may require a password. */
async function isServing(url: string): Promise<boolean> {
  return sendCommand(url, "PING").then(
    () => true,
    (error: Error) => /^(NOAUTH|MASTERDOWN)/.test(error.message),
  );
}
