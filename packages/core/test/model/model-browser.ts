import { createBrowser } from "../browser.ts";
import type { TestClock } from "../clock.ts";
import type { Client, ClientName, Credentials } from "./client.ts";
import { DISK } from "./modes.ts";

interface Snapshot {
  readonly at: number;
  readonly jar: ReadonlyMap<string, string>;
}

/** A crash, and the session token that the browser restored. */
interface Crash {
  readonly at: number;
  readonly session: string | null;
}

/** A browser whose cookies expire, and reach the disk late. */
export interface ModelBrowser extends Client {
  /** Ends and starts again with the cookies that were on disk `age` milliseconds ago, together. */
  crash(age: number): void;
  readonly crashes: readonly Crash[];
  /** Takes over the cookies of another browser: both, or the access cookie alone. */
  copy(other: ModelBrowser, what: "both" | "access"): void;
  readonly jar: ReadonlyMap<string, string>;
  readonly ends: ReadonlyMap<string, number>;
}

const ACCESS = "__Host-access";

/** @param hidesSession sends the session cookie to the base path only, where an app sends its tokens in a body */
export function createModelBrowser(
  name: ClientName,
  clock: TestClock,
  hidesSession: boolean,
): ModelBrowser {
  const sessionName = hidesSession ? "__Secure-session" : "__Host-session";
  const { jar, request, obey } = createBrowser();
  const ends = new Map<string, number>();
  const crashes: Crash[] = [];
  let history: Snapshot[] = [{ at: clock(), jar: new Map() }];
  let starts = 1;

  function held(): Credentials {
    for (const cookie of [...jar.keys()]) {
      if ((ends.get(cookie) ?? Number.POSITIVE_INFINITY) <= clock()) jar.delete(cookie);
    }
    return {
      transport: "cookie",
      session: jar.get(sessionName) ?? null,
      access: jar.get(ACCESS) ?? null,
    };
  }

  function keep(): void {
    const oldest = history.findLast(({ at }) => at <= clock() - DISK);
    history = history.filter(({ at }) => at >= (oldest?.at ?? 0));
    history.push({ at: clock(), jar: new Map(jar) });
  }

  return {
    name,
    jar,
    ends,
    crashes,
    held,
    get starts() {
      return starts;
    },
    send(options, transport) {
      const credentials = held();
      if (!hidesSession || transport === "body") return { request: request(options), credentials };
      const { access } = credentials;
      const cookie = access === null ? undefined : `${ACCESS}=${access}`;
      return {
        request: request({ ...options, headers: { cookie, ...options.headers } }),
        credentials: { ...credentials, session: null },
      };
    },
    receive(cookies) {
      if (cookies.length === 0) return;
      obey({ cookies });
      for (const { name: cookie, maxAge } of cookies) {
        ends.set(cookie, maxAge === null ? Number.POSITIVE_INFINITY : clock() + maxAge * 1000);
      }
      keep();
    },
    crash(age) {
      const written = history.findLast(({ at }) => at <= clock() - age) ?? history[0];
      jar.clear();
      for (const [cookie, value] of written?.jar ?? []) jar.set(cookie, value);
      history = [{ at: clock(), jar: new Map(jar) }];
      starts++;
      crashes.push({ at: clock(), session: held().session });
    },
    copy(other, what) {
      jar.clear();
      for (const [cookie, value] of other.jar) {
        if (what === "both" || cookie === ACCESS) jar.set(cookie, value);
      }
      for (const [cookie, end] of other.ends) ends.set(cookie, end);
    },
  };
}
