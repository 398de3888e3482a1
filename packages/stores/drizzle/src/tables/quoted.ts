/** A name as SQL takes it, whatever it holds. */
export function quoted(name: string, quote: '"' | "`"): string {
  return quote + name.replaceAll(quote, quote + quote) + quote;
}
