/**
 * What a framework cannot do, with any binding.
 *
 * - `late`: no code of the application runs after the headers are sent, so `GET /late` cannot be written.
 * - `replace`: a cookie that middleware has set stays on the response, and a later one of the same name follows it.
 * - `share`: its middleware and its handlers share no state, and each reads the store.
 * - `vary`: it sets `Vary` itself on the pages that it renders, so only `Cache-Control` protects them.
 */
export type BindingLimit = "late" | "replace" | "share" | "vary";
