// A Prisma generator that writes the parsed schema to a file, for the test that compares it with the DDL.
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === "generate") {
    writeFileSync(params.generator.output.value, JSON.stringify(params.dmmf.datamodel));
  }
  const manifest = { prettyName: "datamodel", defaultOutput: "datamodel.json" };
  const result = method === "getManifest" ? { manifest } : null;
  process.stderr.write(`${JSON.stringify({ jsonrpc: "2.0", id, result })}\n`);
});
