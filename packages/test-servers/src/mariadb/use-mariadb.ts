import { chooseServer, type ServerChoice } from "../process/choose-server.ts";
import { freshName } from "../process/fresh-name.ts";
import { queryMariadb } from "./query-mariadb.ts";
import { startMariadb } from "./start-mariadb.ts";

/** A database of one's own on a real MariaDB or MySQL. */
export interface UsedMariadb {
  readonly url: string;
  /** Drops the database. */
  close(): Promise<void>;
}

/** On the server of `MARIADB_URL`, else on the default port, else on one of its own. */
export async function useMariadb(): Promise<UsedMariadb> {
  const server = await chooseServer(mariadbServer);
  const name = freshName();
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
