import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { guard } from "./guard.ts";
import { livingProcesses, processTree } from "./process-tree.ts";
import { removeFolder } from "./temporary-folder.ts";
import { waitUntil } from "./wait-until.ts";

/** A server for one test, which can be paused and killed. It ends with the test process at the latest. */
export interface OwnServer {
  readonly url: string;
  readonly port: number;
  /** Process id of the running server, or of the last one. */
  readonly pid: number;
  /** Sends SIGSTOP to all processes of the server: connections stay open, without responses. */
  pause(): Promise<void>;
  /** Sends SIGCONT: the server processes the pending requests. */
  resume(): Promise<void>;
  /** Sends SIGKILL to all processes of the server. */
  kill(): Promise<void>;
  /** Shuts the server down. */
  stop(): Promise<void>;
  /** Restarts a killed or stopped server with the same data on the same port. Resolves when it responds. */
  start(): Promise<void>;
  /** Ends the server in any state, and removes its data. */
  close(): Promise<void>;
}

export interface ServerPlan {
  readonly program: string;
  readonly args: readonly string[];
  /** Folder of the data. Removed with the server. */
  readonly folder: string;
  readonly port: number;
  readonly url: string;
  /** User of the server, if it is not the user of this process. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly stopSignal: NodeJS.Signals;
  /** Signal of `close`, if not SIGKILL: for a server that has to free resources. */
  readonly closeSignal?: NodeJS.Signals;
  /** Rejects or resolves to false until the server is ready. */
  readonly isUp: () => Promise<unknown>;
}

export async function startOwnServer(plan: ServerPlan): Promise<OwnServer> {
  let server = await run(plan);
  let paused: readonly number[] = [];
  const resume = async () => {
    send("SIGCONT", await processTree(pidOf(server)));
    // Child processes may end from now on, and their ids may be reused.
    for (const pid of paused) if (pid !== pidOf(server)) guard.unwatch("processes", pid);
    paused = [];
  };
  const end = async (signal: NodeJS.Signals) => {
    // SIGKILL without a resume: the server must not process pending requests.
    if (signal !== "SIGKILL") await resume();
    const tree = await processTree(pidOf(server));
    send(signal, signal === "SIGKILL" ? tree : tree.slice(0, 1));
    await waitForEnd(server, tree);
  };
  return {
    url: plan.url,
    port: plan.port,
    get pid() {
      return pidOf(server);
    },
    async pause() {
      // The parent first, so that it creates no further child processes.
      send("SIGSTOP", [pidOf(server)]);
      paused = await processTree(pidOf(server));
      for (const pid of paused) guard.watch("processes", pid);
      send("SIGSTOP", paused);
    },
    resume,
    kill: () => end("SIGKILL"),
    stop: () => end(plan.stopSignal),
    async start() {
      if (isRunning(server)) throw new Error(`${plan.program} is already running.`);
      server = await run(plan);
    },
    async close() {
      await end(plan.closeSignal ?? "SIGKILL");
      await removeFolder(plan.folder);
    },
  };
}

async function run(plan: ServerPlan): Promise<ChildProcess> {
  const logFile = join(plan.folder, "server.log");
  const log = await open(logFile, "w");
  const server = spawn(plan.program, plan.args, {
    ...plan.owner,
    cwd: plan.folder,
    // In a separate process group: an interrupt from the keyboard must not reach it before the guard ends it.
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  await Promise.all([once(server, "spawn"), log.close()]);
  server.unref();
  guard.watch("processes", pidOf(server));
  await waitUntil(`${plan.program} on port ${plan.port}`, async () => {
    if (isRunning(server)) return plan.isUp();
    return "ended";
  });
  if (!isRunning(server)) {
    guard.unwatch("processes", pidOf(server));
    throw new Error(`${plan.program} ended during its start: ${await readFile(logFile, "utf8")}`);
  }
  return server;
}

async function waitForEnd(server: ChildProcess, tree: readonly number[]): Promise<void> {
  await waitUntil(`the end of process ${pidOf(server)}`, async () => {
    const alive = await livingProcesses();
    return !isRunning(server) && !tree.some((pid) => alive.has(pid));
  });
  for (const pid of tree) guard.unwatch("processes", pid);
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error("The server was never started.");
  return pid;
}

function send(signal: NodeJS.Signals, pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // The process ended before the signal.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
