import { useEffect, useLayoutEffect } from "react";

/** A layout effect, so that a new session is painted in the same frame; an effect on servers, where React 18 warns of it. */
export const useBrowserEffect: typeof useEffect =
  typeof document === "undefined" ? useEffect : useLayoutEffect;
