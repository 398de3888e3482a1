export { describeActivityLog } from "./activity-log/describe-activity-log.ts";
export type {
  BindingApp,
  BindingContractOptions,
  BindingOrders,
  BindingReport,
  BindingSetup,
  CreateBindingApp,
} from "./binding/binding-app.ts";
export type { BindingLimit } from "./binding/binding-limit.ts";
export { describeBinding } from "./binding/describe-binding.ts";
export { type FixedClock, fixedClock } from "./clock/fixed-clock.ts";
export type { ContractOptions } from "./contract/contract.ts";
export { type CutOffSubject, describeCutOff } from "./outage/describe-cut-off.ts";
export { describeOutage, type OutageOptions } from "./outage/describe-outage.ts";
export type { OutageKind, OutageSubject } from "./outage/outage.ts";
export { buildActivity } from "./records/build-activity.ts";
export { buildRecord, type OwnedRecord } from "./records/build-record.ts";
export { buildRevocation } from "./records/build-revocation.ts";
export {
  describeRefreshRace,
  type RefreshRaceOptions,
} from "./refresh-race/describe-refresh-race.ts";
export type { RaceModule, RaceParticipant } from "./refresh-race/race.ts";
export { describeRevocationFeed } from "./revocation-feed/describe-revocation-feed.ts";
export type { FeedContractOptions } from "./revocation-feed/revocation-feed-contract.ts";
export { describeStore } from "./store/describe-store.ts";
export type { StoreContractOptions } from "./store/store-contract.ts";
export { describeUserJoin } from "./user-join/describe-user-join.ts";
export type { UserJoinSubject } from "./user-join/user-join-subject.ts";
