import type { SessionLocks } from "../page/session-environment.ts";

/**
 * Runs `run` while no other tab runs one of the same name. Best effort: if there are no locks, or the lock is refused or
 * not granted within 5 seconds, `run` is called without it, and the server converges.
 *
 * @param run receives whether another tab held the lock before
 */
export async function exclusive<T>(
  locks: SessionLocks | undefined,
  name: string,
  run: (waited: boolean) => Promise<T>,
): Promise<T> {
  let result: Promise<T> | undefined;
  const start = (waited: boolean) => {
    result = run(waited);
    return result;
  };
  const wait = () =>
    locks?.request(name, { signal: AbortSignal.timeout(5_000) }, () => start(true));
  await locks
    ?.request(name, { ifAvailable: true }, (lock) => lock && start(false))
    .then(() => result ?? wait())
    // Without the lock, `run` is called below. A rejection of `run` itself is in `result`.
    .catch(() => undefined);
  return result ?? run(!!locks);
}
