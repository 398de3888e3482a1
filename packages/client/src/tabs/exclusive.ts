import type { SessionLocks } from "../page/session-environment.ts";

/** How long another tab may take. Then this one goes ahead without the lock, and the server makes the two agree. */
const PATIENCE = 5_000;

/**
 * Runs `run` while no other tab runs one of this name, as far as can be had: without locks, or when they are refused
 * or take longer than 5 seconds, it runs all the same.
 *
 * @param run is told whether another tab was at it first
 */
export async function exclusive<T>(
  locks: SessionLocks | undefined,
  name: string,
  run: (waited: boolean) => Promise<T>,
): Promise<T> {
  let started = false;
  const start = (waited: boolean) => {
    started = true;
    return run(waited);
  };
  if (!locks) return start(false);
  try {
    const result = await locks.request(name, { ifAvailable: true }, (lock) => lock && start(false));
    if (started) return result as T;
    return await locks.request(name, { signal: AbortSignal.timeout(PATIENCE) }, () => start(true));
  } catch (error) {
    if (started) throw error;
    return start(true);
  }
}
