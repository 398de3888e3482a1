import { type Job, runJob } from "./job.ts";

/** Runs one job after the other, as they are sent. */
process.on("message", (job: Job) => {
  void runJob(job).then((results) => process.send?.(results));
});
process.on("disconnect", () => process.exit());
