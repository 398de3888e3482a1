export { type DeviceBoundOptions, describeDeviceBound } from "./describe-device-bound.ts";
export { type BoundApp, type BoundStrategy, startBoundApp } from "./harness/bound-app.ts";
export { createUser, type User } from "./harness/user.ts";
