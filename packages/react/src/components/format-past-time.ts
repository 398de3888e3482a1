const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/**
 * Formats as `"2 hours ago"` or `"yesterday"`, as `"now"` within a minute and for future times, and as a date from a week
 * on. In milliseconds. Without `timeZone`, the date is that of the browser's zone.
 */
export function formatPastTime(
  at: number,
  now: number,
  locale: string,
  timeZone: string | undefined,
): string {
  const seconds = Math.max(0, (now - at) / 1_000);
  if (seconds >= 604_800)
    return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(at);
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (["second", 0] as const);
  const count = size && Math.floor(seconds / size);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-count, unit);
}
