import type { SessionEnvironment } from "../page/session-environment.ts";

/**
 * Holds the event stream of the session in one tab of the browser, as long as it is switched on. The tab that has the lock
 * opens it; when that tab is closed, another one does. Without locks each tab opens one.
 *
 * @returns switches it on or off
 */
export function createLiveEvents(
  { locks, openEvents }: Pick<SessionEnvironment, "locks" | "openEvents">,
  name: string,
  url: string,
  onEvent: (type: string) => void,
): (isOn: boolean) => void {
  let held: AbortController | undefined;

  const hold = (signal: AbortSignal): Promise<void> =>
    new Promise((release) => {
      if (signal.aborted) return release();
      const close = openEvents(url, onEvent);
      signal.addEventListener("abort", () => {
        close();
        release();
      });
    });

  return (isOn) => {
    if (isOn === !!held) return;
    held?.abort();
    held = isOn ? new AbortController() : undefined;
    if (!held) return;
    const { signal } = held;
    const lock = locks();
    // Rejects if it is switched off while it waits for the lock.
    void lock?.request(name, { signal }, () => hold(signal)).catch(() => undefined);
    if (!lock) void hold(signal);
  };
}
