declare const sessions: typeof import("./sessions.ts").sessions;
declare const session: import("@sessionkit/react").SessionProviderProps["session"];
declare const children: import("react").ReactNode;
