const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** Formats as `"2 hours ago"` or `"yesterday"`; as `"now"` within a minute and for future times. In milliseconds. */
export function formatRelativeTime(at: number, now: number, locale: string): string {
  const seconds = Math.max(0, (now - at) / 1_000);
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (["second", 0] as const);
  const count = size && Math.floor(seconds / size);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-count, unit);
}
