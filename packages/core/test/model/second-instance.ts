/**
 * Builds a service as a second process would: what core keeps for one process under a global symbol, and each service
 * takes at its construction, is not shared with the services that were built before.
 */
export function asSecondInstance<T>(build: () => T): T {
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (Symbol.keyFor(key)?.startsWith("sessionkit.")) Reflect.deleteProperty(globalThis, key);
  }
  return build();
}
