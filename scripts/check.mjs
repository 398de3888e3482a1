// Runs the checks without the tests. The last line counts them.
import { runChecks } from "./checks.mjs";

const checks = await runChecks();
const failed = checks.filter((ok) => !ok).length;
console.log(`\n${checks.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
