/**
 * Returns one value for the whole process, under a global symbol: a framework may load this module more than once. Next
 * does so for its proxy and its routes.
 */
export function processWide<T>(name: string, create: () => T): T {
  const host = globalThis as { [key: symbol]: unknown };
  const key = Symbol.for(name);
  host[key] ??= create();
  return host[key] as T;
}
