"use client";

import { useSessionClient } from "@sessionkit/react";
import type { ReactNode } from "react";

/** Calls a route handler. If the access token has expired, `sessionFetch` refreshes the session and retries once. */
export function CallApi({ onResult }: { readonly onResult: (text: string) => void }): ReactNode {
  const { sessionFetch } = useSessionClient();

  async function call(): Promise<void> {
    onResult("Loading…");
    const response = await sessionFetch("/api/notebooks").catch(() => null);
    if (!response?.ok) return onResult(`The API answered ${response?.status ?? "nothing"}.`);
    const { owner, notebooks } = (await response.json()) as { owner: string; notebooks: unknown[] };
    onResult(`The API returned ${notebooks.length} notebooks of ${owner}.`);
  }

  return (
    <button className="button quiet small" onClick={call} type="button">
      Call the API
    </button>
  );
}
