import { type ReactNode, useEffect, useState } from "react";
import { relativeTime } from "./relative-time.ts";

interface MomentProps {
  readonly at: number;
  readonly now: number;
  readonly locale: string;
}

/** A moment in words, and exactly when it is pointed at: in the reader's time zone, which no server knows. */
export function Moment({ at, now, locale }: MomentProps): ReactNode {
  const [title, setTitle] = useState<string>();
  useEffect(() => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
    setTitle(format.format(at));
  }, [at, locale]);
  return (
    <time dateTime={new Date(at).toISOString()} title={title}>
      {relativeTime(at, now, locale)}
    </time>
  );
}
