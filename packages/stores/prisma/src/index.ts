export { type DriverAdapter, reconnectOnBusy } from "./libsql/reconnect-on-busy.ts";
export type { PrismaClientLike, PrismaModel } from "./models/client.ts";
export type { FieldMap } from "./models/field-map.ts";
export type { PrismaStore, PrismaStoreOptions } from "./options/prisma-store-options.ts";
export { createPrismaStore } from "./store/create-prisma-store.ts";
