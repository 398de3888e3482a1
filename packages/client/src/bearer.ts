export {
  type BearerClient,
  type BearerClientOptions,
  createBearerClient,
} from "./bearer/create-bearer-client.ts";
export type { TokenStorage } from "./bearer/token-storage.ts";
