/**
 * The page as a server would send it. `?seed=none` leaves the session to the browser, `?seed=promise` has it come late;
 * `?lang=ar` is right to left.
 */
export function createDocument(query: URLSearchParams, seed: object | null): string {
  const lang = query.get("lang") ?? "en";
  const data = query.get("seed") === "none" ? null : seed;
  return `<!doctype html>
<html lang="${lang === "ar" ? "ar" : "en"}" dir="${lang === "ar" ? "rtl" : "ltr"}">
<head>
<title>Account</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/ui.css">
<link rel="stylesheet" href="/page.css">
<script type="application/json" id="seed">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
</head>
<body>
<div id="root"></div>
<script type="module" src="/page.js"></script>
</body>
</html>`;
}
