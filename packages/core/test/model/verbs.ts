import type { SignOutScope } from "../../src/index.ts";

/** The requests of a client. */
export type Verb =
  /** A page; one that reads the store; a component that cannot set cookies; a prefetch; a POST with the
      header of a prefetch; a page behind a proxy that authenticates by a bearer token of its own. */
  | {
      readonly kind:
        | "page"
        | "strict"
        | "read"
        | "prefetch"
        | "prefetching post"
        | "behind a proxy";
    }
  | { readonly kind: "refresh" }
  | { readonly kind: "update"; readonly by: "value" | "function" }
  | { readonly kind: "renew"; readonly authenticated: boolean }
  | { readonly kind: "sign in"; readonly userId: string }
  | { readonly kind: "sign out"; readonly scope: SignOutScope };

export const PAGE: Verb & { kind: "page" } = { kind: "page" };
export const STRICT: Verb & { kind: "strict" } = { kind: "strict" };
export const READ: Verb = { kind: "read" };
export const PREFETCH: Verb = { kind: "prefetch" };
export const BEHIND_A_PROXY: Verb = { kind: "behind a proxy" };
export const PREFETCHING_POST: Verb = { kind: "prefetching post" };
export const REFRESH: Verb = { kind: "refresh" };
export const UPDATE: Verb = { kind: "update", by: "value" };
export const UPDATE_BY_FUNCTION: Verb = { kind: "update", by: "function" };
export const RENEW: Verb = { kind: "renew", authenticated: false };
export const STEP_UP: Verb = { kind: "renew", authenticated: true };
export const signIn = (userId: string): Verb => ({ kind: "sign in", userId });
export const signOut = (scope: SignOutScope): Verb => ({ kind: "sign out", scope });

export function nameOf(verb: Verb): string {
  switch (verb.kind) {
    case "update":
      return `update by ${verb.by}`;
    case "renew":
      return verb.authenticated ? "step-up" : "renew";
    case "sign in":
      return `sign in as ${verb.userId}`;
    case "sign out":
      return `sign out (${verb.scope})`;
    default:
      return verb.kind;
  }
}

/** Whether the application changes the session: its cookies are set in any case. */
export function isExplicit({ kind }: Verb): boolean {
  return kind === "update" || kind === "renew" || kind === "sign in" || kind === "sign out";
}
