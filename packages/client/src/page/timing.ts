/** When to ask again, in milliseconds on the client's clock. */
export interface Timing {
  /** When the credential runs out if nothing happens; infinite when nobody is signed in. */
  readonly deadline: number;
  /** When there is something to do next: the renewal, or another attempt after a failure. */
  readonly next: number;
  /** Attempts that have failed since the last answer. */
  readonly failures: number;
}

/** Nothing was asked yet. */
export const AT_ONCE: Timing = { deadline: 0, next: 0, failures: 0 };

/**
 * Renews at 75 to 85 % of the lifetime, so that tabs are out of step, and never within a second.
 *
 * @param since when it was asked: the way of the answer is part of its lifetime
 * @param random from 0 up to 1
 */
export function afterAnswer(
  expiresIn: number | null | undefined,
  since: number,
  random: number,
): Timing {
  const lifetime = (expiresIn ?? Infinity) * 1_000;
  const next = since + Math.max(1_000, lifetime * (0.75 + random / 10));
  return { deadline: since + lifetime, next, failures: 0 };
}

/**
 * Tries again after 1, 2, 4 … 60 seconds, or up to half of that earlier, so that a server that comes back is not met by
 * all at once.
 *
 * @param retryAfter seconds that the server asked for
 */
export function afterFailure(
  { deadline, failures }: Timing,
  retryAfter: number,
  now: number,
  random: number,
): Timing {
  const pause = Math.min(60_000, 1_000 * 2 ** failures) * (0.5 + random / 2);
  return { deadline, next: now + Math.max(retryAfter * 1_000, pause), failures: failures + 1 };
}
