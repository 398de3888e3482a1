import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Job, Results } from "./job.ts";

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** Runs all jobs in `size` processes. The results are in the order of the jobs. */
export async function runJobs(
  jobs: readonly Job[],
  size: number,
  onDone: (done: number) => void,
): Promise<Results[]> {
  const results: Results[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = fork(WORKER, { serialization: "advanced" });
    try {
      while (next < jobs.length) {
        const index = next++;
        results[index] = await runIn(worker, jobs[index] as Job);
        onDone(++done);
      }
    } finally {
      if (worker.connected) worker.disconnect();
    }
  };
  await Promise.all(Array.from({ length: size }, work));
  return results;
}

/** The limit for one job. */
const TIME_LIMIT = 30 * 60_000;

function runIn(worker: ChildProcess, job: Job): Promise<Results> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => worker.kill(), TIME_LIMIT);
    const end = (): void => {
      clearTimeout(timer);
      worker.off("exit", onExit);
      worker.off("message", onMessage);
    };
    const onExit = (code: number | null): void => {
      end();
      reject(new Error(`A worker ended with ${code} before its job.`));
    };
    const onMessage = (results: unknown): void => {
      end();
      resolve(results as Results);
    };
    worker.once("exit", onExit);
    worker.once("message", onMessage);
    worker.send(job);
  });
}
