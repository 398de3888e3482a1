"use client";

import { type ReactNode, useSyncExternalStore } from "react";

/** The remaining time in seconds. Empty in a server render, because the server's clock is not the browser's. */
export function Countdown({ until }: { readonly until: number | null }): ReactNode {
  const now = useSyncExternalStore(everySecond, wholeSeconds, () => null);
  const left = now === null || until === null ? null : Math.max(0, Math.round(until / 1000) - now);
  return (
    <strong className="code" data-testid="countdown" role="timer">
      {left === null ? "…" : text(left)}
    </strong>
  );
}

function everySecond(changed: () => void): () => void {
  const timer = setInterval(changed, 1000);
  return () => clearInterval(timer);
}

function wholeSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** `"6 d 23:59:58"` */
function text(seconds: number): string {
  const clock = [seconds / 3600, seconds / 60, seconds]
    .map((value, place) => Math.floor(value) % (place === 0 ? 24 : 60))
    .map((value) => String(value).padStart(2, "0"))
    .join(":");
  const days = Math.floor(seconds / 86_400);
  return days > 0 ? `${days} d ${clock}` : clock;
}
