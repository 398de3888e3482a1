import type { SetCookie } from "../src/index.ts";

/** A cookie to set, for a minute, or to delete with `maxAge` 0. */
export function cookie(name: string, value: string, maxAge: number | null = 60): SetCookie {
  return { name, value, path: "/", httpOnly: true, secure: true, sameSite: "lax", maxAge };
}
