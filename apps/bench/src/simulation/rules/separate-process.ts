/** What core keeps for a whole process, under global symbols. */
const PROCESS_WIDE = ["sessionkit.ended-sessions", "sessionkit.session-progress"];

/** Makes a service as if in a process of its own: it shares nothing with other services but the store. */
export function inSeparateProcess<T>(create: () => T): T {
  const host = globalThis as { [key: symbol]: unknown };
  for (const name of PROCESS_WIDE) delete host[Symbol.for(name)];
  return create();
}
