import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/bearer.ts"],
  platform: "neutral",
  dts: true,
});
