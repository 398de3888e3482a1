// Checks that every import in packages/ satisfies scripts/layer-rules.mjs.
import { cruise } from "dependency-cruiser";
import { layerRules } from "./layer-rules.mjs";
import { root } from "./run.mjs";
import { listPackages } from "./workspace.mjs";

/**
 * One line per import that violates a rule: the file, the import and the reason of the rule.
 *
 * @param {string} folder the root of a workspace
 */
export async function findViolations(folder) {
  const { output } = await cruise(["packages"], {
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: layerRules(listPackages(folder)) },
    tsPreCompilationDeps: "specify",
    exclude: { path: "(^|/)(node_modules|dist|generated|\\.next|\\.results)/" },
  });
  if (typeof output === "string") throw new TypeError(output);
  return output.summary.violations.map(({ from, to, rule }) => `${from} → ${to}\n    ${rule.name}`);
}

if (process.argv[1] === import.meta.filename) {
  const violations = await findViolations(root);
  for (const violation of violations) console.error(violation);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
