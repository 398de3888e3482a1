/** NUL and lone surrogates, which no browser sends and not every database can store. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** A field of a form as text; empty if it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll(UNSTORABLE, "") : "";
}
