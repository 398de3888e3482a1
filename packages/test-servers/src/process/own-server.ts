import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { guard } from "./guard.ts";
import { livingProcesses, processTree } from "./process-tree.ts";
import { removeFolder } from "./temporary-folder.ts";
import { until } from "./until.ts";

/** A server that belongs to one test, to be treated badly. It is gone when the test's process is, at the latest. */
export interface OwnServer {
  readonly url: string;
  readonly port: number;
  /** Of the running server, else of the last one. */
  readonly pid: number;
  /** SIGSTOP to the server and all of its processes: connections stay open, and nothing answers. */
  pause(): Promise<void>;
  /** SIGCONT: what was asked meanwhile is answered. */
  resume(): Promise<void>;
  /** SIGKILL: all of its processes at once, nothing is written any more. */
  kill(): Promise<void>;
  /** An orderly end. */
  stop(): Promise<void>;
  /** Brings a killed or stopped server back, with the same data on the same port; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it in whatever state it is, and removes its data. */
  close(): Promise<void>;
}

export interface ServerPlan {
  readonly program: string;
  readonly args: readonly string[];
  /** Where the data is. Belongs to the server, and is removed with it. */
  readonly folder: string;
  readonly port: number;
  readonly url: string;
  /** Whom the server runs as, where that is not us. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly stopSignal: NodeJS.Signals;
  /** Ends it for good. Anything but SIGKILL is for a server that would leave something behind. */
  readonly closeSignal?: NodeJS.Signals;
  /** Rejects, or answers false, until the server serves. */
  readonly isUp: () => Promise<unknown>;
}

export async function startOwnServer(plan: ServerPlan): Promise<OwnServer> {
  let server = await run(plan);
  let paused: readonly number[] = [];
  const resume = async () => {
    send("SIGCONT", await processTree(pidOf(server)));
    // Some end by themselves from now on, and their numbers are given to others.
    for (const pid of paused) if (pid !== pidOf(server)) guard.forget("processes", pid);
    paused = [];
  };
  const end = async (signal: NodeJS.Signals) => {
    // A server that is killed while it is paused does not get to finish what it was asked.
    if (signal !== "SIGKILL") await resume();
    const tree = await processTree(pidOf(server));
    send(signal, signal === "SIGKILL" ? tree : tree.slice(0, 1));
    await gone(server, tree);
  };
  return {
    url: plan.url,
    port: plan.port,
    get pid() {
      return pidOf(server);
    },
    async pause() {
      // The parent first, so that it makes no more children; those may be paused no later than it answers.
      send("SIGSTOP", [pidOf(server)]);
      paused = await processTree(pidOf(server));
      for (const pid of paused) guard.watch("processes", pid);
      send("SIGSTOP", paused);
    },
    resume,
    kill: () => end("SIGKILL"),
    stop: () => end(plan.stopSignal),
    async start() {
      if (isRunning(server)) throw new Error(`${plan.program} is running already.`);
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
    // Of its own group, or the keys that interrupt a test run would reach it before the guard does.
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  await Promise.all([once(server, "spawn"), log.close()]);
  server.unref();
  guard.watch("processes", pidOf(server));
  await until(`${plan.program} on port ${plan.port}`, async () => {
    if (isRunning(server)) return plan.isUp();
    return "ended";
  });
  if (!isRunning(server)) {
    guard.forget("processes", pidOf(server));
    throw new Error(`${plan.program} ended at once: ${await readFile(logFile, "utf8")}`);
  }
  return server;
}

async function gone(server: ChildProcess, tree: readonly number[]): Promise<void> {
  await until(`the end of process ${pidOf(server)}`, async () => {
    const alive = await livingProcesses();
    return !isRunning(server) && !tree.some((pid) => alive.has(pid));
  });
  for (const pid of tree) guard.forget("processes", pid);
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
      // It ended between the look and the signal, as it was meant to.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
