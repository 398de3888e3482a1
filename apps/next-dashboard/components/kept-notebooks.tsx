import type { ReactNode } from "react";
import { notebooks } from "@/lib/notebooks";

/** Notebooks to read later. Nothing if there are none. */
export function KeptNotebooks({ kept }: { readonly kept: readonly string[] }): ReactNode {
  const titles = notebooks.filter(({ slug }) => kept.includes(slug)).map(({ title }) => title);
  return titles.length > 0 && <p className="notice">To read later: {titles.join(", ")}</p>;
}
