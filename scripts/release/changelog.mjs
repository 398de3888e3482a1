// How CHANGELOG.md is written; .changeset/config.json names this file.
export default {
  /**
   * The sentences of a change as its author wrote them.
   *
   * @param {{ summary: string }} change
   */
  async getReleaseLine({ summary }) {
    return `- ${summary.trim().replaceAll("\n", "\n  ")}`;
  },

  /**
   * One line for all packages of ours that a package now stands on, whatever changed in them.
   *
   * @param {unknown} _
   * @param {{ name: string, newVersion: string }[]} dependencies
   */
  async getDependencyReleaseLine(_, dependencies) {
    const names = dependencies.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`);
    return names.length === 0 ? "" : `- Stands on ${names.join(" and ")}.`;
  },
};
