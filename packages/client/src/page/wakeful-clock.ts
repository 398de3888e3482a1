/**
 * Milliseconds that neither go back when the wall clock is set nor stop while the machine sleeps:
 * `performance.now()` does stop then, in Chrome and Safari on macOS and in every browser on Linux
 * (w3c/hr-time#115), and the wall clock runs ahead of it. That lead is added.
 */
export function createWakefulClock(): () => number {
  let lead: number | undefined;
  let slept = 0;
  return () => {
    const steady = performance.now();
    const next = Date.now() - steady;
    slept += Math.max(0, next - (lead ?? next));
    lead = next;
    return steady + slept;
  };
}
