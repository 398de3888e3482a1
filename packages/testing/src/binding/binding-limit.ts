/**
 * What a framework cannot do, whatever the binding.
 *
 * - `late`: nothing of the application's runs after the headers left, so that `GET /late` cannot be written.
 * - `replace`: what its middleware has set stays on the response, and a later cookie of the same name comes after it.
 * - `share`: its middleware and its handlers have nothing in common, and both ask the store.
 * - `vary`: it writes `Vary` itself on the pages that it renders, where `Cache-Control` has to do.
 */
export type BindingLimit = "late" | "replace" | "share" | "vary";
