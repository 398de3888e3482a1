import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/pages.ts"],
  platform: "neutral",
  dts: true,
  // Left as written: Next has other modules behind these names for pages, actions and proxies than `next/*.js`.
  deps: { neverBundle: [/^next\//] },
});
