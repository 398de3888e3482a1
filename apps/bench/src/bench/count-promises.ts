import { promiseHooks } from "node:v8";

/** How many promises one call makes. */
export function countPromises(call: () => unknown): number {
  let count = 0;
  const stop = promiseHooks.onInit(() => {
    count++;
  });
  call();
  stop();
  return count;
}
