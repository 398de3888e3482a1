/**
 * An HTTP client with a cookie jar, which sends the headers of a browser.
 *
 * @param {string} origin of the application that it calls
 */
export function createBrowser(origin) {
  /** @type {Map<string, string>} */
  const jar = new Map();
  return {
    jar,
    cookie: () => [...jar].map(([name, value]) => `${name}=${value}`).join("; "),

    /**
     * @param {string} method
     * @param {string} path
     * @param {{ headers?: Record<string, string>, json?: unknown }} [options]
     */
    async send(method, path, { headers = {}, json } = {}) {
      const cookie = this.cookie();
      const type = json === undefined ? {} : { "content-type": "application/json" };
      const answer = await fetch(origin + path, {
        method,
        headers: {
          "sec-fetch-site": "same-origin",
          ...(cookie && { cookie }),
          ...type,
          ...headers,
        },
        redirect: "manual",
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      const set = answer.headers.getSetCookie();
      for (const line of set) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "") jar.delete(name);
        else jar.set(name, value);
      }
      return { status: answer.status, headers: answer.headers, set, body: await answer.text() };
    },
  };
}
