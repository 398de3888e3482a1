/** The next turn of the event loop: where a store whose writes are not atomic is overtaken. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
