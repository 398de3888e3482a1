declare function checkPassword(context: import("hono").Context): Promise<{ id: string }>;
