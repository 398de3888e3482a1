/** Puts the session into the page that Vite has built; null leaves it to the browser. */
export function fillDocument(html: string, seed: object | null): string {
  const json = JSON.stringify(seed).replaceAll("<", "\\u003c");
  return html.replace(/(?<=<script[^>]* id="seed">)null(?=<\/script>)/, () => json);
}
