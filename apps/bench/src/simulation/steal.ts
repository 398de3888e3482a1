import { type Connection, createConnection } from "./connection.ts";
import { type CookieJar, createCookieJar, readCookieHeader } from "./cookie-jar.ts";
import type { Harness } from "./harness.ts";
import { HARSH } from "./network.ts";
import type { Random } from "./random.ts";
import { THIEF } from "./server.ts";
import { THIEVES, type Thief, type ThiefKind } from "./thieves.ts";
import { NO_TRACE } from "./trace.ts";

interface Stealing {
  readonly thief: Thief;
  /** The cookies of the thief. */
  readonly copy: CookieJar;
}

/** A thief who copies all cookies of the owner after a time, in milliseconds, and starts at once. */
export function steal(
  { timeline, server, device, jar }: Pick<Harness, "timeline" | "server" | "device" | "jar">,
  {
    random,
    kind,
    after,
    watch = (connection) => connection,
  }: {
    readonly random: Random;
    readonly kind: ThiefKind;
    readonly after: number;
    readonly watch?: (connection: Connection) => Connection;
  },
): Stealing {
  const copy = createCookieJar();
  const connection = createConnection({
    timeline,
    random: random.fork("connection of the thief"),
    network: HARSH,
    device,
    jar: copy,
    server,
    client: THIEF,
    prefetch: kind === "prefetcher",
    trace: NO_TRACE,
  });
  const thief = THIEVES[kind]({
    timeline,
    random: random.fork("thief"),
    device,
    connection: watch(connection),
    jar: copy,
  });
  timeline.after(after, () => {
    copy.put(readCookieHeader(jar.header(timeline.now())), timeline.now());
    thief.start();
  });
  return { thief, copy };
}
