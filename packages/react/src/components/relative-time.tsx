import { type ReactNode, useEffect, useState } from "react";

interface RelativeTimeProps {
  readonly at: number;
  readonly locale: string;
  readonly children: string;
}

/** A text about a time. Its title is the exact time and is set in the browser, since a server does not know the time zone. */
export function RelativeTime({ at, locale, children }: RelativeTimeProps): ReactNode {
  const [title, setTitle] = useState<string>();
  useEffect(() => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
    setTitle(format.format(at));
  }, [at, locale]);
  return (
    <time dateTime={new Date(at).toISOString()} title={title}>
      {children}
    </time>
  );
}
