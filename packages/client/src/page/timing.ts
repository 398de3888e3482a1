/**
 * Milliseconds until a credential is refreshed: 75 to 85 % of its lifetime, so that tabs do not refresh at the same
 * time, and at least one second. For a bound session, until a request makes the browser refresh it: 90 to 30 s before the end.
 *
 * @param random from 0 up to 1
 */
export function renewalDelay(lifetime: number, random: number, isBound?: boolean): number {
  if (isBound) return Math.max(15_000, lifetime - 90_000 + random * 60_000);
  return Math.max(1_000, lifetime * (0.75 + random / 10));
}

/**
 * Milliseconds until a failed request is repeated: exponential backoff of 1, 2, 4 … 60 seconds with up to 50 % jitter,
 * so that the clients of a recovering server are spread out.
 *
 * @param failures number of failed attempts before this one
 * @param retryAfter the server's `Retry-After`, in milliseconds
 * @param random from 0 up to 1
 */
export function retryDelay(failures: number, retryAfter: number, random: number): number {
  return Math.max(retryAfter, Math.min(60_000, 1_000 * 2 ** failures) * (0.5 + random / 2));
}
