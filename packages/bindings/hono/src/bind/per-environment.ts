/** What runtimes other than Workers put into the environment: another object for each request. */
const PER_REQUEST = new Set(["incoming", "outgoing", "remoteAddr", "completed"]);

/** More environments than a process serves. */
const MAX = 16;

/**
 * Calls `make` once for each environment, and not for each request: a service has keys to derive and caches to fill.
 * Environments (`env` of Workers) are the same if their bindings are.
 */
export function perEnvironment<Source extends { readonly env?: unknown }, Made>(
  make: (source: Source) => Made,
): (source: Source) => Made {
  const known: { readonly bindings: ReadonlyMap<string, unknown>; readonly made: Made }[] = [];
  return (source) => {
    const entries = Object.entries((source.env ?? {}) as Record<string, unknown>);
    const bindings = new Map(entries.filter(([name]) => !PER_REQUEST.has(name)));
    const found = known.find((one) => isSame(one.bindings, bindings));
    if (found) return found.made;
    const made = make(source);
    known.unshift({ bindings, made });
    known.splice(MAX);
    return made;
  };
}

function isSame(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
}
