export {
  createMemoryStore,
  type MemoryStore,
  type MemoryStoreOptions,
} from "./store/memory-store.ts";
