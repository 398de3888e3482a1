/** The next turn of the event loop, in which other calls overtake a store whose writes are not atomic. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
