import { defineConfig } from "tsdown";

export default defineConfig({
  entry: [
    "src/index.ts",
    "src/ui.ts",
    ...["ar", "de", "es", "fr", "ja", "pt"].map((language) => `src/locales/${language}.ts`),
  ],
  platform: "neutral",
  dts: true,
  copy: ["src/ui.css", "src/ui.css.d.ts"],
});
