import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
const next = join(folder, "node_modules/next/dist/bin/next");

export interface AppOptions {
  readonly strategy: "jwt" | "database";
  /** Additional variables, such as `SESSION_ACCESS`. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface App {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly databaseFile: string;
  readonly secret: string;
  /** The output of the server so far. */
  readonly logs: () => string;
  /** Starts or ends an outage of the database. */
  readonly setOutage: (failing: boolean) => void;
  readonly stop: () => Promise<void>;
}

/** Starts the built application on a free port with a new database. */
export async function startApp({ strategy, env = {} }: AppOptions): Promise<App> {
  if (!existsSync(join(folder, ".next/BUILD_ID"))) throw new Error("Build next-dashboard first.");
  const own = mkdtempSync(join(tmpdir(), "next-dashboard-"));
  const faults = join(own, "faults");
  const databaseFile = join(own, "dashboard.db");
  const secret = randomBytes(32).toString("base64url");
  const port = await freePort();
  const child = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      SESSION_SECRET: secret,
      SESSION_STRATEGY: strategy,
      DATABASE_FILE: databaseFile,
      SESSIONKIT_FAULTS_FILE: faults,
      // Next sets `X-Forwarded-For` from the socket, like a reverse proxy.
      TRUST_PROXY: "1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }

  async function stop(): Promise<void> {
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await closed;
    clearTimeout(killer);
    rmSync(own, { recursive: true, force: true });
  }

  const url = `http://127.0.0.1:${port}`;
  const deadline = AbortSignal.timeout(60_000);
  while (!(await isReachable(url))) {
    if (child.exitCode !== null || deadline.aborted) {
      await stop();
      throw new Error(`The application did not start.\n${printed}`);
    }
    await sleep(100);
  }
  return {
    url,
    databaseFile,
    secret,
    logs: () => printed,
    setOutage: (failing) => (failing ? writeFileSync(faults, "") : rmSync(faults, { force: true })),
    stop,
  };
}

function isReachable(url: string): Promise<boolean> {
  return fetch(`${url}/icon.svg`).then(
    (response) => response.ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || address === null) throw new Error("There is no free port.");
  return address.port;
}
