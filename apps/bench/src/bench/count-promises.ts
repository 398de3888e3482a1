import { promiseHooks } from "node:v8";

/** The number of promises that a call creates at once, when one before it has read the revocation feed. */
export async function countPromises(call: () => unknown): Promise<number> {
  await call();
  await new Promise((resolve) => setImmediate(resolve));
  let count = 0;
  const stop = promiseHooks.onInit(() => {
    count++;
  });
  call();
  stop();
  return count;
}
