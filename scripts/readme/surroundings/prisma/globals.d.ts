declare const sessions: typeof import("./sessions.ts").sessions;
