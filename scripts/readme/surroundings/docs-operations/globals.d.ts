declare const sessions: typeof import("./sessions.ts").sessions;
declare function report(error: unknown): void;
