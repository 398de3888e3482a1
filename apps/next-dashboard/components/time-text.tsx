"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { formatTime } from "@/lib/format-time";

interface TimeTextProps {
  readonly at: number;
  /** The time of the server's render. */
  readonly now: number;
}

const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const neverChanges = () => () => undefined;

/** A server does not know the browser's time zone: it renders dates in UTC, and no title. */
export function TimeText({ at, now }: TimeTextProps): ReactNode {
  const timeZone = useSyncExternalStore(
    neverChanges,
    () => undefined,
    () => "UTC",
  );
  return (
    <time
      dateTime={new Date(at).toISOString()}
      suppressHydrationWarning
      title={timeZone ? undefined : exact.format(at)}
    >
      {formatTime(at, now, timeZone)}
    </time>
  );
}
