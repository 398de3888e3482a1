/** Depends on no script, style or other request. */
export const UNAVAILABLE_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Not available right now</title>
<body style="font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem">
<h1 style="font-size:1.4rem">This page is not available right now</h1>
<p>You are still signed in. <a href="">Try again</a> in a moment.</p>
</body>
</html>
`;
