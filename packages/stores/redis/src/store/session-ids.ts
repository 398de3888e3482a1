import type { Connection } from "../client/connection.ts";
import type { Keys } from "../records/keys.ts";

/** Yields the ids of all sessions, at least once each, except those that are created meanwhile. Reads every key name. */
export async function* sessionIds(connection: Connection, keys: Keys): AsyncGenerator<string> {
  const before = `${connection.keyPrefix}${keys.session("").slice(0, -1)}`;
  const pattern = `${before.replace(/[*?[\]\\]/g, "\\$&")}*}`;
  // A Cluster client knows its servers once it is connected.
  await connection.send("get", [keys.session("-")]);
  for (const server of await connection.primaries()) {
    let position = "0";
    do {
      const reply = await server.send("scan", [position, "MATCH", pattern, "COUNT", 1_000]);
      const [next, names] = reply as [string, string[]];
      yield* names.map((name) => name.slice(before.length, -1));
      position = next;
    } while (position !== "0");
  }
}
