export type { DrizzleDatabase, DrizzleTable } from "./database/database.ts";
export type {
  ColumnMap,
  DrizzleStore,
  DrizzleStoreOptions,
} from "./options/drizzle-store-options.ts";
export { createDrizzleStore } from "./store/create-drizzle-store.ts";
