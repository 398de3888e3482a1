import { createConnection } from "mysql2/promise";

/** One statement on a connection of its own. */
export async function queryMariadb(url: string, sql: string): Promise<unknown> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query(sql);
    return rows;
  } finally {
    connection.destroy();
  }
}
