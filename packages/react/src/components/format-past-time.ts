const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How times are formatted. Without `timeZone`, dates are those of the browser's zone. */
export interface PastTimeFormat {
  readonly locale: string;
  /** In milliseconds. */
  readonly now: number;
  readonly timeZone: string | undefined;
}

/**
 * Formats as `"2 hours ago"` or `"yesterday"`, as `"now"` within a minute and for future times, and as a date from a week
 * on.
 *
 * @param at milliseconds
 */
export function formatPastTime(at: number, { locale, now, timeZone }: PastTimeFormat): string {
  const seconds = Math.max(0, (now - at) / 1_000);
  if (seconds >= 604_800)
    return new Date(at).toLocaleString(locale, { dateStyle: "medium", timeZone });
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (["second", 0] as const);
  const count = size && Math.floor(seconds / size);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-count, unit);
}
