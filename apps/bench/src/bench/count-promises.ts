import { promiseHooks } from "node:v8";

/** The number of promises that a call creates. */
export function countPromises(call: () => unknown): number {
  let count = 0;
  const stop = promiseHooks.onInit(() => {
    count++;
  });
  call();
  stop();
  return count;
}
