/**
 * Parses a record that is stored as a JSON array, of which the first member is the version of its format. Throws `TypeError`,
 * without the text, if it is not one of this version and length: an invalid value is an error, not null.
 */
export function parseList(text: string, format: number, length: number): readonly unknown[] {
  const list = parse(text);
  if (Array.isArray(list) && list[0] === format && list.length === length) return list;
  throw new TypeError("A value in Redis is not a record in the format of this version.");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message would contain the value.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
