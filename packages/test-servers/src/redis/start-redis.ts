import { freePort } from "../process/free-port.ts";
import { type OwnServer, startOwnServer } from "../process/own-server.ts";
import { requireProgram } from "../process/server-programs.ts";
import { temporaryFolder } from "../process/temporary-folder.ts";
import { askRedis } from "./ask-redis.ts";

/**
 * A Redis of its own, which keeps its data in an append-only file and so over a kill.
 *
 * @param args as on the command line of `redis-server`, such as `"--maxmemory", "8mb"`; they win over ours
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
      // Else a primary waits five seconds for further replicas before it serves the first.
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

/** Any answer to a ping will do but that the data is still being read; one server asks for a password first. */
async function isServing(url: string): Promise<boolean> {
  return askRedis(url, "PING").then(
    () => true,
    (error: Error) => /^(NOAUTH|MASTERDOWN)/.test(error.message),
  );
}
