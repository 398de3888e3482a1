export type { ColumnMap } from "./columns/column-map.ts";
export type { DrizzleStore, DrizzleStoreOptions } from "./options/drizzle-store-options.ts";
export { createDrizzleStore } from "./store/create-drizzle-store.ts";
export type { DrizzleDatabase, DrizzleTable } from "./store/database.ts";
