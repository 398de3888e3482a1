export type {
  BindingApp,
  BindingOrders,
  BindingReport,
  BindingSetup,
} from "./binding/binding-app.ts";
export {
  type BindingSessions,
  type BindingUser,
  type BindingWorld,
  createBindingWorld,
} from "./binding/world/create-binding-world.ts";
export { type RecordedConsole, recordConsole } from "./binding/world/record-console.ts";
export { answerControl, controlOf } from "./binding/world/remote-control.ts";
export { answerRemoteCall, createRemoteStore } from "./binding/world/remote-store.ts";
