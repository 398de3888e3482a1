import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RaceCommands, RaceSetup } from "./race.ts";

/** A process of a race, seen from the test's process. */
export interface Racer extends RaceCommands {
  prepare(setup: RaceSetup): Promise<void>;
  /** Ends the process in any state. */
  kill(): void;
}

export interface RacerOptions {
  /** For Node, such as `["--import", "tsx"]` where the module is TypeScript. */
  readonly nodeArgs?: readonly string[];
  /** Added to the environment of the test's process. */
  readonly env?: Readonly<Record<string, string>>;
}

export function forkRacer({ nodeArgs = [], env = {} }: RacerOptions): Racer {
  const child = fork(racerFile(), [], {
    execArgv: [...nodeArgs],
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let output = "";
  child.stderr?.on("data", (text) => {
    output += text;
  });
  const exit = once(child, "exit").then(([code, signal]) => {
    throw new Error(`A process of the race ended by itself (${code ?? signal}).\n${output}`);
  });
  exit.catch(() => undefined);
  const ask = async (command: string, argument?: unknown) => {
    child.send({ command, argument });
    const [message] = await Promise.race([once(child, "message"), exit]);
    const { answer, failure } = message as { answer?: unknown; failure?: string };
    if (failure !== undefined) throw new Error(`In a process of the race: ${failure}`);
    return answer as never;
  };
  return {
    prepare: (setup) => ask("prepare", setup),
    signIn: () => ask("signIn"),
    look: (sessionId) => ask("look", sessionId),
    race: (cookie) => ask("race", cookie),
    goOn: (sessionToken) => ask("goOn", sessionToken),
    finish: () => ask("finish"),
    kill: () => child.kill("SIGKILL"),
  };
}

/** The built program of this package, also if this code runs from source. */
function racerFile(): string {
  const manifest = createRequire(import.meta.url).resolve("@sessionkit/testing/package.json");
  return join(manifest, "..", "dist", "racer.js");
}
