import type { Operation } from "../openapi/operations.ts";

/** A shell command that stores cookies in a file. It sends `Origin`, because curl sends no `Sec-Fetch-Site`. */
export function curlLine({ id, method, path, session, body }: Operation, origin: string): string {
  const needsCookies = session !== "public" || id === "signIn";
  const words = ["curl -s"];
  if (needsCookies) words.push("-b cookies.txt -c cookies.txt");
  if (method !== "get") words.push(`-X ${method.toUpperCase()} -H 'Origin: ${origin}'`);
  if (body && !body.optional)
    words.push(`--json '${JSON.stringify(body.example).replaceAll("'", "'\\''")}'`);
  words.push(`'${origin}${path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}'`);
  return words.join(" ");
}
