export { createMemoryStore, type MemoryStore } from "./session/memory-store.ts";
