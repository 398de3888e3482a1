/** Waits while another process installs, as a new machine does in the background. */
const apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];

/**
 * The beginning of the commands that install packages of the system; undefined where there is no apt, or where this
 * process may not use it: it is neither root nor may it use sudo without a password.
 *
 * @param {Pick<import("./prepare-machine.mjs").Machine, "hasProgram" | "isRoot" | "run">} machine
 * @returns {Promise<string[] | undefined>}
 */
export async function findInstaller({ hasProgram, isRoot, run }) {
  if (!hasProgram("apt-get")) return undefined;
  if (isRoot) return apt;
  if (!hasProgram("sudo")) return undefined;
  const { ok } = await run(["sudo", "--non-interactive", "true"], { minutes: 1 });
  return ok ? ["sudo", "--non-interactive", ...apt] : undefined;
}
