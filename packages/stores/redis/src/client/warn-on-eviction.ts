import type { Server } from "./connection.ts";

const checked = new WeakSet<object>();

/**
 * Reads the server's eviction policy once per client, and warns if Redis removes sessions when its memory is full. Does
 * nothing if the server does not report a policy, as some managed servers do not.
 */
export function warnOnEviction(
  client: object,
  server: Server,
  warn: (message: string) => void,
): void {
  if (checked.has(client)) return;
  checked.add(client);
  server.send("info", ["memory"]).then(
    (info) => {
      const policy = /^maxmemory_policy:(\S+)/m.exec(String(info))?.[1];
      if (!policy || policy === "noeviction") return;
      warn(
        `@sessionkit/redis: maxmemory-policy is ${policy}, so Redis removes sessions when its memory is full. Set noeviction on the server that stores sessions.`,
      );
    },
    () => {
      // INFO is not allowed, or there is no connection: the verb itself reports the latter.
    },
  );
}
