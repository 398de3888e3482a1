import type { ReactNode } from "react";

interface PastTimeProps {
  readonly at: number;
  readonly locale: string;
  readonly timeZone: string | undefined;
  readonly children: string;
}

/**
 * A text about a time. Its title is the exact time, in the zone that a server does not know. Formats differ between the
 * versions of ICU that servers and browsers have.
 */
export function PastTime({ at, locale, timeZone, children }: PastTimeProps): ReactNode {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <time
      dateTime={new Date(at).toISOString()}
      suppressHydrationWarning
      title={timeZone ? undefined : format.format(at)}
    >
      {children}
    </time>
  );
}
