import type { IncomingMessage } from "node:http";
import { type Outcome, SessionConfigError, type SessionOf } from "@sessionkit/core";
import { type Binding, knownRequest } from "../bind/binding.ts";
import { outage } from "./outage.ts";

/** Null where nobody is signed in. Throws in an outage, which is not the same, and where `attach` has not run. */
export function getSession(binding: Binding, req: IncomingMessage): SessionOf | null {
  const outcome = knownOutcome(binding, req, "getSession");
  if (outcome.status === "unavailable") throw outage(outcome.error);
  return outcome.session;
}

/** Throws `SessionConfigError` where nobody has looked. */
export function knownOutcome(binding: Binding, req: IncomingMessage, verb: string): Outcome {
  const outcome = knownRequest(binding, req)?.outcome;
  if (!outcome) {
    throw new SessionConfigError(
      verb,
      `knows nothing of this request. Mount attach() before its route, which may not be under ${binding.sessions.basePath}.`,
    );
  }
  return outcome;
}
