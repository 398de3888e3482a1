/** The state that core shares within a process, by global symbols. */
const PROCESS_WIDE = ["sessionkit.ended-sessions", "sessionkit.session-progress"];

/** Creates a service as if in a process of its own: it shares only the store with other services. */
export function inSeparateProcess<T>(create: () => T): T {
  const host = globalThis as { [key: symbol]: unknown };
  for (const name of PROCESS_WIDE) delete host[Symbol.for(name)];
  return create();
}
