/**
 * The forms that caches, proxies and Next's own router may read a path as: as given,
 * percent-decoded up to three times, without repeated and trailing slashes, without the suffixes with which the router
 * requests the data of a page. A path is protected if one of its forms is.
 */
export function pathForms(pathname: string): readonly string[] {
  const forms = new Set<string>();
  for (const decoded of decodings(pathname)) {
    const plain = normalize(decoded);
    forms.add(plain);
    forms.add(normalize(pageOf(plain)));
  }
  return [...forms];
}

function decodings(path: string): readonly string[] {
  const all = [path];
  for (let times = 0; times < 3; times++) {
    const decoded = decode(all.at(-1) as string);
    if (decoded === null || decoded === all.at(-1)) break;
    all.push(decoded);
  }
  return all;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function normalize(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split(/[/\\]+/)) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

/** `/_next/data/<build>/a.json`, `/a.rsc` and `/a.segments/_tree.segment.rsc` are all the page `/a`. */
function pageOf(path: string): string {
  const page = path
    .replace(/^\/_next\/data\/[^/]+(\/.*)\.json$/, "$1")
    .replace(/\.segments\/.*\.segment\.rsc$/, "")
    .replace(/\.rsc$/, "");
  return page === "/index" ? "/" : page;
}
