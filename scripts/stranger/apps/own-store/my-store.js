// Stands for a store of the reader's own.
export { createMemoryStore as createMyStore } from "@sessionkit/core/memory";
