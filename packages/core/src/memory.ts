export { createMemoryStore, type MemoryStore } from "./store/memory-store.ts";
