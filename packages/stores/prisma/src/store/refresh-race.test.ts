import { describeRefreshRace } from "@sessionkit/testing";
import { beforeAll } from "vitest";
import { openPostgres } from "../../fixture/open-postgres.ts";

let url: string;

beforeAll(async () => {
  ({ url } = await openPostgres());
});

describeRefreshRace("Postgres through Prisma", {
  module: new URL("../../fixture/racing-store.ts", import.meta.url),
  nodeArgs: ["--import", "tsx"],
  env: () => ({ RACE_URL: url }),
});
