import type { SessionStore } from "@sessionkit/core";

export declare function createMyStore(client?: unknown): SessionStore;
