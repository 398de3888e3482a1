import { useEffect, useLayoutEffect } from "react";

/** Before the browser paints, so that a new session is never seen one frame late. React 18 warns of it on a server. */
export const useBrowserEffect: typeof useEffect =
  typeof document === "undefined" ? useEffect : useLayoutEffect;
