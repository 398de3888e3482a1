const WEEK = 7 * 86_400;
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/**
 * `"3 minutes ago"`, `"in 6 days"`; `"just now"` for less than a minute ago; a date from a week on. Both times are
 * milliseconds since the epoch. Without `timeZone`, the date is that of the browser's zone.
 */
export function formatTime(at: number, now: number, timeZone: string | undefined): string {
  const seconds = Math.round((at - now) / 1000);
  if (Math.abs(seconds) >= WEEK)
    return new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone }).format(at);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return seconds > 0 ? "in less than a minute" : "just now";
}
