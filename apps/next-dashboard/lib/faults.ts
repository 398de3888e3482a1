import { existsSync } from "node:fs";
import type { Client } from "@libsql/client";

const VERBS = new Set<string | symbol>(["execute", "batch", "migrate", "transaction"]);

/**
 * For the outage tests: if SESSIONKIT_FAULTS_FILE names a file, the database fails as long as that file exists. Requests
 * cannot influence it.
 */
export function withFaults(client: Client): Client {
  const file = process.env.SESSIONKIT_FAULTS_FILE;
  if (!file) return client;
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (VERBS.has(name) && existsSync(file)) throw new Error("The database is unavailable.");
        return member.apply(target, args);
      };
    },
  });
}
