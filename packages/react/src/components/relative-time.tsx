import { type ReactNode, useEffect, useState } from "react";
import { formatRelativeTime } from "./format-relative-time.ts";

interface RelativeTimeProps {
  readonly at: number;
  readonly now: number;
  readonly locale: string;
}

/** A relative time whose title is the exact time. The title is set in the browser, since a server does not know the time zone. */
export function RelativeTime({ at, now, locale }: RelativeTimeProps): ReactNode {
  const [title, setTitle] = useState<string>();
  useEffect(() => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
    setTitle(format.format(at));
  }, [at, locale]);
  return (
    <time dateTime={new Date(at).toISOString()} title={title}>
      {formatRelativeTime(at, now, locale)}
    </time>
  );
}
