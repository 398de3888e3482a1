import { createServer } from "node:net";

/**
 * Returns a free port. Rejects if the wanted port is in use.
 *
 * @param {{ wanted?: number, host?: string }} [options]
 * @returns {Promise<number>}
 */
export function findPort({ wanted = 0, host } = {}) {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(wanted, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : wanted));
    });
  });
}
