import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../..");
const next = join(folder, "node_modules/next/dist/bin/next");

export interface App {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts the built application or the development server on a free port, and waits for its address. */
export async function startApp(mode: "start" | "dev"): Promise<App> {
  const child = spawn(process.execPath, [next, mode, "-p", "0", "-H", "127.0.0.1"], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: mode === "dev" ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
        if (address && /Ready/.test(printed)) resolve(address[0]);
      });
    }
    void closed.then(() => reject(new Error(`The application did not start.\n${printed}`)));
  });
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await closed;
      clearTimeout(killer);
    },
  };
}
