import { type Outcome, unavailable } from "../../session/outcome.ts";
import { isStoreError } from "../../store/deadline.ts";

/** An outage is an outcome of its own, and never "signed out". */
export async function orUnavailable(outcome: Promise<Outcome>): Promise<Outcome> {
  try {
    return await outcome;
  } catch (error) {
    if (isStoreError(error)) return unavailable(error);
    throw error;
  }
}
