import type { ActivityLog, SessionStore } from "@sessionkit/core";
import type { ContractCase, ContractOptions } from "../contract/contract.ts";
import { failureCases } from "../contract/failure-cases.ts";
import { buildActivity } from "../records/build-activity.ts";
import { listCases } from "./list-cases.ts";
import { pruneCases } from "./prune-cases.ts";
import { recordCases } from "./record-cases.ts";

/** Every guarantee of the log, in the order of the port. */
export function activityLogContract(
  options: ContractOptions<ActivityLog> = {},
): ContractCase<SessionStore & ActivityLog>[] {
  return [
    ...recordCases,
    ...listCases,
    ...pruneCases,
    ...failureCases(options, {
      record: (log) => log.record(buildActivity()),
      listByUser: (log) => log.listByUser("a", 10),
      deleteBefore: (log) => log.deleteBefore(new Date(0), 10),
    }),
  ];
}
