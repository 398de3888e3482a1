import type { ReactNode } from "react";
import { relativeTime } from "@/lib/relative-time";

/** A relative time as of this render, with the exact time as its title. */
export function Ago({ at }: { readonly at: number | Date }): ReactNode {
  const date = new Date(at);
  return (
    <time
      dateTime={date.toISOString()}
      title={`${date.toISOString().slice(0, 19).replace("T", " ")} UTC`}
    >
      {relativeTime(date.getTime(), Date.now())}
    </time>
  );
}
