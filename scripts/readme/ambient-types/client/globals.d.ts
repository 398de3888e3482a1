declare const sessions: typeof import("./sessions.ts").sessions;
declare function showUser(user: { id: string; name: string } | null): void;
declare const storage: import("@sessionkit/client/bearer").TokenStorage;
declare const environment: Partial<import("@sessionkit/client").SessionEnvironment>;
declare const tokens: Parameters<import("@sessionkit/client/bearer").BearerClient["signIn"]>[0];
