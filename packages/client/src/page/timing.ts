/**
 * How long a credential is gone on with before it is renewed: 75 to 85 % of its lifetime, so that tabs are out of step,
 * and never less than a second. All in milliseconds.
 *
 * @param random from 0 up to 1
 */
export function renewalDelay(lifetime: number, random: number): number {
  return Math.max(1_000, lifetime * (0.75 + random / 10));
}

/**
 * How long to wait before another attempt: 1, 2, 4 … 60 seconds, or up to half of that less, so that a server that
 * comes back is not met by all at once.
 *
 * @param failures attempts that had failed before this one
 * @param retryAfter milliseconds that the server asked for
 * @param random from 0 up to 1
 */
export function retryDelay(failures: number, retryAfter: number, random: number): number {
  return Math.max(retryAfter, Math.min(60_000, 1_000 * 2 ** failures) * (0.5 + random / 2));
}
