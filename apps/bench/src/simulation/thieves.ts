import { createDeviceKey } from "@sessionkit/testing/app";
import type { Connection } from "./connection.ts";
import { type CookieJar, cookieIn } from "./cookie-jar.ts";
import type { Device } from "./laptop.ts";
import { NO_LOCK } from "./lock.ts";
import type { Random } from "./random.ts";
import type { Answer, Decision } from "./server.ts";
import { createTab } from "./tab.ts";
import type { Timeline } from "./timeline.ts";

export type ThiefKind = "naive" | "slow" | "follower" | "prefetcher" | "forger";

/** The dependencies of a thief. The cookies of the owner are in the jar of the connection. */
export interface ThiefOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly device: Device;
  readonly connection: Connection;
  readonly jar: CookieJar;
}

export interface Thief {
  start(): void;
  /** A decision of the server about the owner's token, for a thief who watches the owner. */
  onDecision(decision: Decision): void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TIMEOUT = 30_000;
/** Three quarters of the grace period. */
const FOLLOWS_WITHIN = 90_000;

export const THIEVES: Readonly<Record<ThiefKind, (options: ThiefOptions) => Thief>> = {
  naive: createNaive,
  slow: createSlow,
  follower: createFollower,
  prefetcher: createPrefetcher,
  forger: createForger,
};

const REFRESH = "/api/auth/bound/refresh";

const IGNORE = (): void => undefined;

/** Refreshes at once, and then at his own pace, like another browser. */
function createNaive(options: ThiefOptions): Thief {
  return {
    start() {
      const tab = createTab({ ...options, lock: NO_LOCK, sensitive: 0, onRefused: IGNORE });
      tab.show(true);
      tab.refresh();
    },
    onDecision: IGNORE,
  };
}

/** Refreshes once in two to six hours. */
function createSlow({ random, device, connection }: ThiefOptions): Thief {
  const start = (): void =>
    device.after(random.between(2 * HOUR, 6 * HOUR), () => {
      connection.send("refresh", TIMEOUT, IGNORE);
      start();
    });
  return { start, onDecision: IGNORE };
}

/** Presents the token shortly after each rotation of the owner only. */
function createFollower({ random, device, connection }: ThiefOptions): Thief {
  const present = (): void =>
    connection.send("refresh", TIMEOUT, (answer) => {
      if (!answer) device.after(1_000, present);
    });
  return {
    start: present,
    onDecision(decision) {
      if (decision === "rotated" || decision === "branched")
        device.after(random.between(1_000, FOLLOWS_WITHIN), present);
    },
  };
}

/** Requests pages every few minutes as prefetches: the connection adds the header. */
function createPrefetcher({ random, device, connection }: ThiefOptions): Thief {
  const start = (): void => {
    connection.send("page", TIMEOUT, IGNORE, { isDocument: true });
    device.after(random.exponential(5 * MINUTE), start);
  };
  return { start, onDecision: IGNORE };
}

/** Refreshes like the browser of a bound session, every few minutes, with a key of his own. */
function createForger({ timeline, random, device, connection, jar }: ThiefOptions): Thief {
  const present = (
    proof: Readonly<Record<string, string>>,
    done: (answer: Answer) => void,
  ): void => {
    const token = cookieIn(jar.header(timeline.now()), "__Host-session") ?? "";
    const headers = { "sec-secure-session-id": token.split(".")[2] ?? "", ...proof };
    const request = { method: "POST", path: REFRESH, headers } as const;
    connection.send("bound", TIMEOUT, (answer) => answer && done(answer), {
      device: request,
    });
  };
  const start = (): void => {
    present({}, ({ device: challenged }) => {
      const challenge = challenged?.header("secure-session-challenge")?.split('"')[1];
      if (challenge !== undefined)
        timeline.start(
          async () => (await createDeviceKey()).refreshProof(challenge),
          (proof) => present({ "secure-session-response": proof }, IGNORE),
        );
    });
    device.after(random.exponential(5 * MINUTE), start);
  };
  return { start, onDecision: IGNORE };
}
