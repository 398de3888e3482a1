import { useEffect, useState } from "react";
import { useSessionClient } from "../hooks/use-session-client.ts";

/**
 * The server's time by the minute, for "2 hours ago".
 *
 * @param first what a server rendered with, so that a browser starts from the same words; null while there is nothing
 */
export function useServerNow(first: number | null): number | null {
  const { now } = useSessionClient();
  const [later, setLater] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setLater(now()), 60_000);
    return () => clearInterval(timer);
  }, [now]);
  return first && Math.max(first, later);
}
