import { type EndpointResponse, problem } from "../http/response.ts";

/** What an error of a verb means to whoever asked. By code, since there may be two copies of this package. Null for others. */
export function problemOf(error: unknown): EndpointResponse | null {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (code === "session_store") return problem("unavailable", "unavailable");
  if (code === "session_required" || code === "session_not_fresh" || code === "cross_site")
    return problem(code);
  return null;
}
