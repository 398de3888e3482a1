import { chooseServer, type ServerChoice, uniqueName } from "../process/choose-server.ts";
import { queryMariadb, startMariadb } from "./start-mariadb.ts";

/** A new database on a real MariaDB or MySQL. */
export interface UsedMariadb {
  readonly url: string;
  /** Drops the database. */
  close(): Promise<void>;
}

/** Creates a database on the server of `MARIADB_URL`, else on the default port, else on a new server. */
export async function useMariadb(): Promise<UsedMariadb> {
  const server = await chooseServer(mariadbServer);
  const name = uniqueName();
  await queryMariadb(server, `create database ${name} character set utf8mb4`);
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    async close() {
      await queryMariadb(server, `drop database ${name}`);
    },
  };
}

export const mariadbServer: ServerChoice = {
  variable: "MARIADB_URL",
  defaultUrl: "mysql://root@127.0.0.1:3306/mysql",
  isUp: (url) => queryMariadb(url, "select 1"),
  start: startMariadb,
};
