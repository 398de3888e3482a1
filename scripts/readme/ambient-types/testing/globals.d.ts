declare const createMyStore: typeof import("./my-store.ts").createMyStore;
declare function connect(url: string | undefined): Promise<{ end(): Promise<void> }>;
declare const database: { url: string };
declare function listen(application: {
  sessions: import("@sessionkit/testing/binding-world").BindingSessions;
  held(): Promise<void>;
  endpoints: "before-parser" | "after-parser";
}): Promise<{ origin: string; close(): Promise<void> }>;
declare function startProxy(to: { url: string }): Promise<{
  url: string;
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}>;
