// Stands for a custom store.
export { createMemoryStore as createMyStore } from "@sessionkit/core/memory";
