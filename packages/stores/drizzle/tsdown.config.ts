import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/mysql.ts", "src/pg.ts", "src/sqlite.ts"],
  platform: "neutral",
  dts: true,
});
