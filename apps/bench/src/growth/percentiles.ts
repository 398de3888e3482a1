export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

/** Measures consecutive calls, in microseconds. */
export async function timeEach(
  calls: number,
  call: (n: number) => Promise<unknown>,
): Promise<Percentiles> {
  const times: number[] = [];
  for (let n = 0; n < calls; n++) {
    const start = performance.now();
    await call(n);
    times.push((performance.now() - start) * 1_000);
  }
  return percentiles(times);
}

export function percentiles(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5) ?? Number.NaN, p99: at(0.99) ?? Number.NaN };
}
