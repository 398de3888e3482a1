import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { USER } from "./contender.ts";
import type { Command, Report } from "./serve.ts";

export interface Running {
  /** Processor time of the server for one request, in microseconds, over `seconds` of load. */
  load(seconds: number): Promise<number>;
  /** The same for requests within the server process, without sockets: the minimum of some hundred batches. */
  local(seconds: number): Promise<number>;
  close(): void;
}

const CONNECTIONS = 16;

/** Starts a contender in a process of its own, and checks that it returns the signed-in user. */
export async function runContender(framework: string, name: string): Promise<Running> {
  const child = fork(fileURLToPath(new URL("serve.ts", import.meta.url)), [framework, name], {
    execArgv: ["--import", "tsx"],
  });
  const next = async (): Promise<Report> => {
    const [report] = await once(child, "message", { signal: AbortSignal.timeout(30_000) });
    return report;
  };
  const ready = await next();
  if (!("url" in ready)) throw new Error(`${name} did not start.`);
  const { url, headers } = ready;
  const request = async (command: Command): Promise<number> => {
    child.send(command);
    const report = await next();
    return "micros" in report ? report.micros : Number.NaN;
  };
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes(name === "bare" ? USER.id : '"id":'))
    throw new Error(`${framework}, ${name}: ${answer.status} ${text}`);

  return {
    async load(seconds) {
      const before = await request("cpu");
      const { "2xx": answered, non2xx } = await autocannon({
        url,
        headers,
        connections: CONNECTIONS,
        duration: seconds,
      });
      if (non2xx > 0) throw new Error(`${framework}, ${name}: ${non2xx} requests were refused.`);
      return ((await request("cpu")) - before) / answered;
    },
    local: (seconds) => request({ local: seconds }),
    close: () => child.disconnect(),
  };
}
