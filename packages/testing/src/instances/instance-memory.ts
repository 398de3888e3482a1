type Memory = Map<symbol, unknown>;

const OURS = "sessionkit.";
const memories = Symbol.for("testing.sessionkit.instances");

/**
 * Creates something with the process-wide memory of core that belongs to `instance`, such as its denylist. Instances of one
 * process are then as isolated from each other as processes are.
 */
export function withMemoryOf<T>(instance: string, create: () => T): T {
  const own = memoryOf(instance);
  const before = exchangeMemory(own);
  try {
    return create();
  } finally {
    const after = exchangeMemory(before);
    for (const [key, value] of after) own.set(key, value);
  }
}

/** One per instance and process: a framework may load this module more than once. */
function memoryOf(instance: string): Memory {
  const host = globalThis as { [key: symbol]: unknown };
  host[memories] ??= new Map<string, Memory>();
  const all = host[memories] as Map<string, Memory>;
  const memory = all.get(instance) ?? new Map();
  all.set(instance, memory);
  return memory;
}

/** Replaces the current memory with `memory`, and returns the previous one. */
function exchangeMemory(memory: Memory): Memory {
  const host = globalThis as { [key: symbol]: unknown };
  const before: Memory = new Map();
  for (const key of Object.getOwnPropertySymbols(host)) {
    if (!key.description?.startsWith(OURS)) continue;
    before.set(key, host[key]);
    delete host[key];
  }
  for (const [key, value] of memory) host[key] = value;
  return before;
}
