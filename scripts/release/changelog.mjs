// Formats the lines of CHANGELOG.md; `.changeset/config.json` names this file.
export default {
  /**
   * The text of a changeset, unchanged.
   *
   * @param {{ summary: string }} change
   */
  async getReleaseLine({ summary }) {
    return `- ${summary.trim().replaceAll("\n", "\n  ")}`;
  },

  /**
   * One line for all of our packages that a package depends on and that have a new version.
   *
   * @param {unknown} _
   * @param {{ name: string, newVersion: string }[]} dependencies
   */
  async getDependencyReleaseLine(_, dependencies) {
    const names = dependencies.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`);
    return names.length === 0 ? "" : `- Depends on ${names.join(" and ")}.`;
  },
};
