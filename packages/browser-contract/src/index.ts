export { type DeviceBoundOptions, describeDeviceBound } from "./describe-device-bound.ts";
export type { BoundApp } from "./harness/bound-app.ts";
export type { Subject } from "./harness/subject.ts";
export type { User } from "./harness/user.ts";
