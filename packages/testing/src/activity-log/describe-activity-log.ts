import type { ActivityLog, SessionStore } from "@sessionkit/core";
import type { ContractOptions } from "../contract/contract.ts";
import { describeContract } from "../contract/describe-contract.ts";
import { activityLogContract } from "./activity-log-contract.ts";

/**
 * Registers a vitest test for every guarantee of `ActivityLog`. The store is created once and shared. `deleteBefore` is
 * tested with dates before those of the other tests, and removes other entries found there.
 */
export function describeActivityLog(
  name: string,
  createStore: () => (SessionStore & ActivityLog) | Promise<SessionStore & ActivityLog>,
  options: ContractOptions<ActivityLog> = {},
): void {
  describeContract(`${name} as an ActivityLog`, createStore, activityLogContract(options));
}
