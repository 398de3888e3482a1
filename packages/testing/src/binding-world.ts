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
export { localApp } from "./binding/world/local-app.ts";
export { answerControl, controlOf } from "./binding/world/remote-control.ts";
export { answerRemoteCall, createRemoteStore } from "./binding/world/remote-store.ts";
