/**
 * How a request can be refused: a `page` may be redirected, an `action` must not be (the browser would replay it at the
 * new address), and `data` gets a status: the router reacts to one by loading the page, and caches no redirect that would
 * be wrong after a sign-in.
 */
export type RequestKind = "page" | "action" | "data";

export function requestKind(request: { readonly headers: Headers }): RequestKind {
  const { headers } = request;
  if (headers.has("next-action")) return "action";
  if (headers.has("rsc")) return "data";
  const mode = headers.get("sec-fetch-mode");
  if (mode !== null) return mode === "navigate" ? "page" : "data";
  return (headers.get("accept") ?? "").includes("text/html") ? "page" : "data";
}
