/**
 * Returns a clock in milliseconds that is monotonic and includes the time in which the machine was asleep.
 * `performance.now()` stops during sleep in Chrome and Safari on macOS and in every browser on Linux (w3c/hr-time#115),
 * while the wall clock continues. An increase of their difference is therefore added.
 */
export function createSleepAwareClock(): () => number {
  let offset = Number.NaN;
  let slept = 0;
  return () => {
    const monotonic = performance.now();
    const next = Date.now() - monotonic;
    slept += Math.max(0, next - offset) || 0;
    offset = next;
    return monotonic + slept;
  };
}
