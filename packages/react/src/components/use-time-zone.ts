import { useEffect, useState } from "react";

/**
 * The time zone of dates: UTC on a server and in the first render of a browser, which has to be the same, then undefined,
 * which is the zone of the browser.
 */
export function useTimeZone(): string | undefined {
  const [zone, setZone] = useState<string | undefined>("UTC");
  useEffect(() => setZone(undefined), []);
  return zone;
}
