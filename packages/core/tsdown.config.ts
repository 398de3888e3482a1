import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/binding.ts", "src/memory.ts", "src/store.ts", "src/verifier.ts"],
  platform: "neutral",
  dts: true,
});
