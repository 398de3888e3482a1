import type { Connection } from "./connection.ts";
import type { Device } from "./laptop.ts";
import { NO_LOCK } from "./lock.ts";
import type { Random } from "./random.ts";
import type { Notice } from "./server.ts";
import { createTab } from "./tab.ts";
import type { Timeline } from "./timeline.ts";

export type ThiefKind = "naive" | "slow" | "follower" | "prefetcher";

/** What a thief works with. The cookies of the owner are in the jar behind the connection. */
export interface ThiefOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly device: Device;
  readonly connection: Connection;
}

export interface Thief {
  start(): void;
  /** What the server decided about a token of the owner, for a thief who watches. */
  notice(notice: Notice): void;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PATIENCE = 30_000;
/** Three quarters of the grace period. */
const FOLLOWS_WITHIN = 90_000;

export const THIEVES: Readonly<Record<ThiefKind, (options: ThiefOptions) => Thief>> = {
  naive: createNaive,
  slow: createSlow,
  follower: createFollower,
  prefetcher: createPrefetcher,
};

const IGNORE = (): void => undefined;

/** Refreshes at once, and from then on at his own pace, like a browser of his own. */
function createNaive(options: ThiefOptions): Thief {
  return {
    start() {
      const tab = createTab({ ...options, lock: NO_LOCK, sensitive: 0, onRefused: IGNORE });
      tab.show(true);
      tab.refresh();
    },
    notice: IGNORE,
  };
}

/** Refreshes once in two to six hours. */
function createSlow({ random, device, connection }: ThiefOptions): Thief {
  const start = (): void =>
    device.after(random.between(2 * HOUR, 6 * HOUR), () => {
      connection.send("refresh", PATIENCE, IGNORE);
      start();
    });
  return { start, notice: IGNORE };
}

/** Presents his token soon after each rotation of the owner, and never otherwise. */
function createFollower({ random, device, connection }: ThiefOptions): Thief {
  const present = (): void =>
    connection.send("refresh", PATIENCE, (answer) => {
      if (!answer) device.after(1_000, present);
    });
  return {
    start: present,
    notice(notice) {
      if (notice === "rotated" || notice === "branched")
        device.after(random.between(1_000, FOLLOWS_WITHIN), present);
    },
  };
}

/** Reads pages every few minutes, as prefetches: the connection sends their header. */
function createPrefetcher({ random, device, connection }: ThiefOptions): Thief {
  const start = (): void => {
    connection.send("page", PATIENCE, IGNORE);
    device.after(random.exponential(5 * MINUTE), start);
  };
  return { start, notice: IGNORE };
}
