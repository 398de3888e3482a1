import { type Job, runJob } from "./job.ts";

/** Runs one job at a time, in the order of the messages. */
process.on("message", (job: Job) => {
  void runJob(job).then((results) => process.send?.(results));
});
process.on("disconnect", () => process.exit());
