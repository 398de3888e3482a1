import type { NodePgDatabase } from "drizzle-orm/node-postgres";

export declare const db: NodePgDatabase;
export declare function findUser(id: string): Promise<{ id: string; name: string } | null>;
export declare function checkPassword(form: FormData): Promise<{ id: string } | null>;
