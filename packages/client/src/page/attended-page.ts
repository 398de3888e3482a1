import { browserPage } from "./browser-page.ts";
import type { SessionEnvironment } from "./session-environment.ts";
import { createWakefulClock } from "./wakeful-clock.ts";

/** What somebody does who is there. A pointer may move when the table is bumped, and a page scroll itself. */
const SIGNS = ["pointerdown", "keydown", "wheel", "visibilitychange"];

/**
 * The `environment` of a page that renews its session only for somebody who is there, and lets it run out otherwise: a
 * page that is merely open does not keep anybody signed in. A sign of life renews what is due.
 *
 * @param seconds how long a key, a click or a turn of the wheel counts
 */
export function attendedPage(seconds: number): Pick<SessionEnvironment, "isAttended" | "watch"> {
  const now = createWakefulClock();
  let last = -Infinity;
  const isAttended = () => now() - last < seconds * 1_000;
  return {
    isAttended,
    watch(listener) {
      const stop = browserPage.watch(listener);
      const controller = new AbortController();
      const note = (event: Event) => {
        const before = isAttended();
        last = now();
        if (!before) listener(event);
      };
      last = now();
      for (const type of SIGNS) {
        addEventListener(type, note, {
          capture: true,
          passive: true,
          signal: controller.signal,
        });
      }
      return () => {
        stop();
        controller.abort();
      };
    },
  };
}
