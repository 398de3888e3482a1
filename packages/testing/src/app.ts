export {
  type BearerSignIn,
  type BearerSignInOptions,
  type BrowserSignIn,
  type BrowserSignInOptions,
  type StorageState,
  signIn,
} from "./app/sign-in.ts";
export {
  createDeviceKey,
  type DeviceAlgorithm,
  type DeviceKey,
} from "./device/device-key.ts";
export {
  createTestDevice,
  type DeviceAnswer,
  type DeviceRequest,
  type DeviceSession,
  type DeviceVerdict,
  type TestDevice,
} from "./device/test-device.ts";
