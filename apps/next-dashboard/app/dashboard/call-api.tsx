"use client";

import { useSessionClient } from "@sessionkit/react";
import type { ReactNode } from "react";

/** Calls a route handler. `sessionFetch` renews the session and asks once more where it has just run out. */
export function CallApi({ tell }: { readonly tell: (text: string) => void }): ReactNode {
  const { sessionFetch } = useSessionClient();

  async function call(): Promise<void> {
    tell("Asking…");
    const response = await sessionFetch("/api/notebooks").catch(() => null);
    if (!response?.ok) return tell(`The API answered ${response?.status ?? "nothing"}.`);
    const { owner, notebooks } = (await response.json()) as { owner: string; notebooks: unknown[] };
    tell(`The API knows ${notebooks.length} notebooks of ${owner}.`);
  }

  return (
    <button className="button quiet small" onClick={call} type="button">
      Call the API
    </button>
  );
}
