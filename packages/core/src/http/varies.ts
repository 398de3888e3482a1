/** Whether a `Vary` header already contains a header name (RFC 9110 12.5.5). */
export function varies(before: string, name: string): boolean {
  const names = before.split(",").map((one) => one.trim().toLowerCase());
  return names.includes("*") || names.includes(name.toLowerCase());
}
