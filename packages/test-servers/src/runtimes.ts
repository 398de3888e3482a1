export { bundle } from "./runtimes/bundle.ts";
export { describeRuntime } from "./runtimes/describe-runtime.ts";
export { findBun, findDeno } from "./runtimes/find-runtimes.ts";
export { openSocket } from "./runtimes/open-socket.ts";
export type { RuntimeServer } from "./runtimes/start-process.ts";
export { startBun, startDeno } from "./runtimes/start-runtimes.ts";
export { startWorkers } from "./runtimes/start-workers.ts";
