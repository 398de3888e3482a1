/** The names of a `Vary` header that another one does not contain yet (RFC 9110 12.5.5); empty if there are none. */
export function missingVary(before: string, added: string): string {
  const known = namesOf(before).map((name) => name.toLowerCase());
  if (known.includes("*")) return "";
  return namesOf(added)
    .filter((name) => !known.includes(name.toLowerCase()))
    .join(", ");
}

function namesOf(vary: string): string[] {
  return vary
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
