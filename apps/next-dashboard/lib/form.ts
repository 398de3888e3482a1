/** NUL and halves of characters, which no browser sends and no database keeps. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** A field of a form as text; empty where it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll(UNSTORABLE, "") : "";
}
