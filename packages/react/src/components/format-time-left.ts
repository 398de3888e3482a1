/** `"2 minutes"`, `"1 minute"` and at last `"30 seconds"`: it changes rarely, since each change is read out. */
export function formatTimeLeft(seconds: number, locale: string): string {
  const [unit, size, step] =
    seconds > 30 ? (["minute", 60, 1] as const) : (["second", 1, 30] as const);
  const count = Math.max(1, Math.ceil(seconds / size / step)) * step;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(count);
}
