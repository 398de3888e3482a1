declare const createMyStore: typeof import("./my-store.ts").createMyStore;
declare function connect(url: string | undefined): Promise<{ end(): Promise<void> }>;
declare const database: { url: string };
declare function startProxy(to: { url: string }): Promise<{
  url: string;
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}>;
