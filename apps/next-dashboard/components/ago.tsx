import type { ReactNode } from "react";
import { TimeText } from "./time-text";

/** A relative time as of this render, and from a week on a date. */
export function Ago({ at }: { readonly at: number | Date }): ReactNode {
  return <TimeText at={Number(at)} now={Date.now()} />;
}
