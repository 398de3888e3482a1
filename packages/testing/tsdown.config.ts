import { defineConfig } from "tsdown";

export default defineConfig({
  // The racer is not an entry of the package: describeRefreshRace starts processes with it.
  entry: {
    index: "src/index.ts",
    app: "src/app.ts",
    "binding-world": "src/binding-world.ts",
    racer: "src/refresh-race/racer.ts",
  },
  platform: "node",
  fixedExtension: false,
  dts: true,
});
