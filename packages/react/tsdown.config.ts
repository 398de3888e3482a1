import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/ui.ts"],
  platform: "neutral",
  dts: true,
  copy: ["src/ui.css", "src/ui.css.d.ts"],
});
