import type { SetCookie } from "@sessionkit/core";
import { SAME_SITE } from "@sessionkit/core/binding";

/** A browser's cookies, in the form of `storageState` and `addCookies` of Playwright. */
export interface StorageState {
  cookies: {
    name: string;
    value: string;
    domain: string;
    path: string;
    /** Seconds since the epoch; -1 for a cookie that ends with the browser. */
    expires: number;
    httpOnly: boolean;
    secure: boolean;
    sameSite: "Lax" | "Strict" | "None";
  }[];
  origins: [];
}

/** The state of a browser that has just received `cookies` from a host. */
export function toStorageState(cookies: readonly SetCookie[], { hostname }: URL): StorageState {
  return {
    cookies: cookies.map(({ name, value, domain, path, httpOnly, secure, sameSite, maxAge }) => ({
      name,
      value,
      domain: domain ?? hostname,
      path,
      // `Max-Age` counts on the browser's clock, also if the service has a clock of its own.
      expires: maxAge === null ? -1 : Math.floor(Date.now() / 1000) + maxAge,
      httpOnly,
      secure,
      sameSite: SAME_SITE[sameSite],
    })),
    origins: [],
  };
}
