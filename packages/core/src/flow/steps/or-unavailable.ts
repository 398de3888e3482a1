import { type Outcome, unavailable } from "../../session/outcome.ts";
import { isStoreError } from "../../store/deadline.ts";

/** Converts a store failure into the outcome `unavailable`, which never means "signed out". */
export async function orUnavailable(outcome: Promise<Outcome>): Promise<Outcome> {
  try {
    return await outcome;
  } catch (error) {
    if (isStoreError(error)) return unavailable(error);
    throw error;
  }
}
