import { describeRefreshRace } from "@sessionkit/testing";
import { connect } from "../../fixture/connect.ts";

const { url, prefix } = await connect();

describeRefreshRace("Redis", {
  module: new URL("../../fixture/racing-store.ts", import.meta.url),
  nodeArgs: ["--import", import.meta.resolve("tsx")],
  env: () => ({ RACE_URL: url, RACE_PREFIX: prefix }),
});
