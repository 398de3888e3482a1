/**
 * A name for a prepared statement. By its text, since a connection refuses one name for two texts, and another
 * process or store may use the same connection of a pool.
 */
export function statementName(text: string): string {
  let name = "sessionkit";
  for (const seed of [0x811c9dc5, 0x9e3779b9]) {
    let hash = seed;
    for (const character of text) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
    name += `_${(hash >>> 0).toString(36)}`;
  }
  return name;
}
