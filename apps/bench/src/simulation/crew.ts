import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Job, Results } from "./job.ts";

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));
/** No job takes this long. */
const TIME_LIMIT = 30 * 60_000;

/** Runs all jobs in `size` processes. The answers are in the order of the jobs, whoever did them. */
export async function runCrew(
  jobs: readonly Job[],
  size: number,
  onDone: (done: number) => void,
): Promise<Results[]> {
  const results: Results[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = fork(WORKER, { timeout: TIME_LIMIT, serialization: "advanced" });
    try {
      while (next < jobs.length) {
        const index = next++;
        results[index] = await ask(worker, jobs[index] as Job);
        onDone(++done);
      }
    } finally {
      worker.disconnect();
    }
  };
  await Promise.all(Array.from({ length: size }, work));
  return results;
}

function ask(worker: ChildProcess, job: Job): Promise<Results> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`A worker ended with ${code} before its job.`));
    worker.once("exit", onExit);
    worker.once("message", (results) => {
      worker.off("exit", onExit);
      resolve(results as Results);
    });
    worker.send(job);
  });
}
