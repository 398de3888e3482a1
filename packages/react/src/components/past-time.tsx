import type { ReactNode } from "react";
import { formatPastTime, type PastTimeFormat } from "./format-past-time.ts";

interface PastTimeProps {
  readonly at: number;
  readonly format: PastTimeFormat;
  /** Makes the text of a formatted time. */
  readonly label: (time: string) => string;
}

/**
 * A text about a time. Its title is the exact time, in the zone that a server does not know. Formats differ between the
 * versions of ICU that servers and browsers have.
 */
export function PastTime({ at, format, label }: PastTimeProps): ReactNode {
  const date = new Date(at);
  const exact = date.toLocaleString(format.locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <time
      dateTime={date.toISOString()}
      suppressHydrationWarning
      title={format.timeZone ? undefined : exact}
    >
      {label(formatPastTime(at, format))}
    </time>
  );
}
