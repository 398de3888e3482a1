export {
  type BearerSignIn,
  type BearerSignInOptions,
  type BrowserSignIn,
  type BrowserSignInOptions,
  type StorageState,
  signIn,
} from "./app/sign-in.ts";
