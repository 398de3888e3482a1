import { browserPage } from "./browser-page.ts";
import type { SessionEnvironment } from "./session-environment.ts";
import { createSleepAwareClock } from "./sleep-aware-clock.ts";

/** Events that require a user. A moving pointer and scrolling occur without one. */
const ACTIVITY = ["pointerdown", "keydown", "wheel", "visibilitychange"];

/**
 * An `environment` in which the page refreshes the session only while the user is active, so that a page that is left
 * open does not extend the session. If the user becomes active again before the session expires, a due refresh is sent
 * at once.
 *
 * @param seconds how long a key press, a click or a turn of the wheel counts as activity; less than the idle lifetime
 * @example
 * createSessionClient({ environment: userActivityEnvironment(600) });
 */
export function userActivityEnvironment(
  seconds: number,
): Pick<SessionEnvironment, "isUserActive" | "watch"> {
  const now = createSleepAwareClock();
  let lastActivity = -Infinity;
  const isUserActive = () => now() - lastActivity < seconds * 1_000;
  return {
    isUserActive,
    watch(listener) {
      const stop = browserPage.watch(listener);
      const controller = new AbortController();
      const onActivity = (event: Event) => {
        const wasActive = isUserActive();
        lastActivity = now();
        if (!wasActive) listener(event);
      };
      lastActivity = now();
      for (const type of ACTIVITY) {
        addEventListener(type, onActivity, {
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
