/** Waits for the lock while another process installs packages, such as the automatic updates of a new machine. */
const apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];

/**
 * The beginning of the commands that install system packages. If there is no apt, or this process is neither root nor
 * can use sudo without a password, the result is undefined.
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
