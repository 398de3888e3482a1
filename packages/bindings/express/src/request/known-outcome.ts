import type { IncomingMessage } from "node:http";
import { type Outcome, SessionConfigError } from "@sessionkit/core";
import { type Binding, knownRequest } from "../bind/binding.ts";

/** What is known of a request. Throws `SessionConfigError` where nobody has looked. */
export function knownOutcome(binding: Binding, req: IncomingMessage, verb: string): Outcome {
  const outcome = knownRequest(binding, req)?.outcome;
  if (outcome) return outcome;
  throw new SessionConfigError(
    verb,
    `knows nothing of this request. Mount attach() before its route, which may not be under ${binding.sessions.basePath}.`,
  );
}
