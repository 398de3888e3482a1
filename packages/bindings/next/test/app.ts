import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { SessionEvent } from "@sessionkit/core";
import { type Fixture, fixtureFolder, nextCommand, SECRET } from "./fixtures.ts";
import { type Answer, send } from "./send.ts";

/** A running fixture. */
export interface Server {
  readonly origin: string;
  /** Its output so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

export interface App extends Server {
  /** Sets the clock and the store. Resolves to the events since the last call. */
  readonly control: (orders?: Orders) => Promise<Happened>;
}

interface Orders {
  /** Milliseconds. */
  readonly advance?: number;
  readonly down?: boolean;
  /** Waits until a slow request is held. */
  readonly held?: boolean;
  /** Lets the slow requests finish. */
  readonly release?: boolean;
}

interface Happened {
  readonly events: SessionEvent[];
  readonly finds: number;
  readonly size: number;
}

const LIMIT = 60_000;

/** A fixture that tests can control. */
export async function startApp(fixture: Fixture, env: Record<string, string>): Promise<App> {
  const server = await startServer(fixture, env);
  const base = fixture === "pages" ? "/shop" : "";
  return {
    ...server,
    control: async (orders = {}) => {
      const answer: Answer = await send(`${server.origin}${base}/api/control`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(orders),
      });
      return answer.json as Happened;
    },
  };
}

/** `next start` on a free port. */
export async function startServer(fixture: Fixture, env: Record<string, string>): Promise<Server> {
  // Next treats a rewrite to 127.0.0.1 as external, since its own host is "localhost".
  const host = fixture === "edge" ? "localhost" : "127.0.0.1";
  const args = [nextCommand, "start", fixtureFolder(fixture), "-p", "0", "-H", host];
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      SESSION_SECRET: SECRET,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const origin = await listening(child, () => output);
  return {
    origin,
    output: () => output,
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function listening(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = AbortSignal.timeout(LIMIT);
  const address = (): string | undefined =>
    /Ready in/.test(output())
      ? /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(output())?.[0]
      : undefined;
  while (address() === undefined) {
    if (child.exitCode !== null) throw new Error(`next start ended.\n${output()}`);
    await once(child.stdout as NodeJS.ReadableStream as never, "data", { signal: deadline });
  }
  return address() as string;
}
