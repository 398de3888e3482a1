import type { Outcome } from "@sessionkit/core";
import { isPrefetch } from "@sessionkit/core/binding";
import type { Binding } from "../bind/binding.ts";
import type { CurrentRequest } from "../request/current-request.ts";

/**
 * Who is it? Asked once per request. While its response is open the session is refreshed in place; for what another site
 * caused nothing is.
 */
export function askSession(
  binding: Binding,
  current: CurrentRequest,
  verify: "token" | "store" = "token",
): Promise<Outcome> {
  const known = current.answer(verify);
  if (known) return known;
  const outcome = resolve(binding, current, verify);
  current.remember(depthOf(binding, verify), outcome);
  return outcome;
}

async function resolve(
  { sessions }: Binding,
  current: CurrentRequest,
  verify: "token" | "store",
): Promise<Outcome> {
  const write = current.response === "open" && !current.foreign;
  current.begin();
  try {
    const outcome = await sessions.resolve(current, { verify, write });
    if (write && outcome.cookies.length > 0 && !isPrefetch(current))
      current.change(outcome.cookies);
    return outcome;
  } finally {
    current.end();
  }
}

/** After a change: the answer for the rest of this request, or null to ask again. */
export function rememberSession(
  binding: Binding,
  current: CurrentRequest,
  outcome: Outcome | null,
): void {
  current.remember("store", null);
  if (outcome?.status === "authenticated")
    current.remember(depthOf(binding, "token"), Promise.resolve(outcome));
}

/** With strategy `database` the store is what always answers. */
function depthOf({ sessions }: Binding, verify: "token" | "store"): "token" | "store" {
  return sessions.mode === "database" ? "store" : verify;
}
