import type { ActivityLog, SessionStore } from "@sessionkit/core";
import type { ContractOptions } from "../contract/contract.ts";
import { describeContract } from "../contract/describe-contract.ts";
import { activityLogContract } from "./activity-log-contract.ts";

/**
 * Registers a vitest test for every promise of `ActivityLog`. The store is made once and shared. `deleteBefore` is
 * tested with dates before those of the other tests, and removes what else it finds there.
 */
export function describeActivityLog(
  name: string,
  createStore: () => (SessionStore & ActivityLog) | Promise<SessionStore & ActivityLog>,
  options: ContractOptions<ActivityLog> = {},
): void {
  describeContract(`${name} as an ActivityLog`, createStore, activityLogContract(options));
}
