/**
 * Formats an upper bound of the time that is left: whole minutes, then 30 and 10 seconds. The text changes rarely, since
 * each change is announced.
 */
export function formatTimeLeft(seconds: number, locale: string): string {
  const [unit, count] =
    seconds > 30
      ? (["minute", Math.ceil(seconds / 60)] as const)
      : (["second", seconds > 10 ? 30 : 10] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(count);
}
