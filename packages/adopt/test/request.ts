import type { SessionRequest } from "@sessionkit/core";

/** A request with a `Cookie` header, or with these cookies. */
export function requestWith(cookies: string | Readonly<Record<string, string>>): SessionRequest {
  const header =
    typeof cookies === "string"
      ? cookies
      : Object.entries(cookies)
          .map(([name, value]) => `${name}=${value}`)
          .join("; ");
  return { method: "GET", header: (name) => (name === "cookie" ? header : null) };
}
