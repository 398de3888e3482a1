/** Inserts the session into the document; with null the browser requests it. */
export function fillDocument(html: string, seed: object | null): string {
  const json = JSON.stringify(seed).replaceAll("<", "\\u003c");
  return html.replace(/(?<=<script[^>]* id="seed">)null(?=<\/script>)/, () => json);
}
