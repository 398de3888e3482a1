import { findBun, findDeno } from "./find-runtimes.ts";
import { type RuntimeServer, startProcess } from "./start-process.ts";

/** The only environment that Deno lets a module read. */
type Environment = Readonly<Record<"SETUP", string>>;

const DENO = ["run", "--no-prompt", "--no-remote", "--allow-net=127.0.0.1", "--allow-env=SETUP"];

/** Runs a module in Bun that prints its address. */
export function startBun(code: string, environment: Environment): Promise<RuntimeServer> {
  return startProcess(String(findBun()), [], code, environment);
}

/** Runs a module in Deno that prints its address. It may listen on loopback, and read no file. */
export function startDeno(code: string, environment: Environment): Promise<RuntimeServer> {
  return startProcess(String(findDeno()), DENO, code, environment);
}
