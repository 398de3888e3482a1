import type { NodePgDatabase } from "drizzle-orm/node-postgres";

export declare const db: NodePgDatabase;
export declare function findUser(id: string): Promise<{ id: string; name: string } | null>;
export declare function checkPassword(
  email: string,
  password: string,
): Promise<{ id: string } | null>;
