import { request } from "node:http";
import { text } from "node:stream/consumers";

/** @typedef {{ status: number | undefined, location: string | undefined, text: string }} Answer */

/**
 * Somebody at an application, with a cookie jar of their own. Redirects are shown and not followed.
 *
 * @param {string} origin
 */
export function createVisitor(origin) {
  /** @type {Map<string, string>} */
  const jar = new Map();
  return { fetch, open, post, postForm };

  /**
   * As a page's own script would.
   *
   * @param {string} path
   */
  function fetch(path) {
    return ask("GET", path, { "sec-fetch-mode": "cors" });
  }

  /**
   * As the address bar would.
   *
   * @param {string} path
   */
  function open(path) {
    return ask("GET", path, { accept: "text/html", "sec-fetch-mode": "navigate" });
  }

  /**
   * @param {string} path
   * @param {object} [body]
   */
  function post(path, body = {}) {
    const type = { "content-type": "application/json", "sec-fetch-mode": "cors" };
    return ask("POST", path, type, JSON.stringify(body));
  }

  /**
   * As a page without scripts would.
   *
   * @param {string} path
   * @param {FormData} form
   */
  async function postForm(path, form) {
    const encoded = new Response(form);
    const type = encoded.headers.get("content-type") ?? "";
    const headers = { accept: "text/html", "content-type": type, "sec-fetch-mode": "navigate" };
    return await ask("POST", path, headers, await encoded.text());
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {string} [body]
   * @returns {Promise<Answer>}
   */
  function ask(method, path, headers, body) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const all = {
      origin,
      "sec-fetch-site": "same-origin",
      ...headers,
      ...(cookie ? { cookie } : {}),
    };
    return new Promise((resolve, reject) => {
      const asking = request(new URL(path, origin), { method, headers: all, timeout: 60_000 });
      asking.on("error", reject);
      asking.on("timeout", () => asking.destroy(new Error(`${method} ${path} took a minute.`)));
      asking.on("response", (response) => {
        for (const line of response.headers["set-cookie"] ?? []) keep(line);
        const { location } = response.headers;
        text(response).then(
          (text) => resolve({ status: response.statusCode, location, text }),
          reject,
        );
      });
      asking.end(body);
    });
  }

  /** @param {string} line */
  function keep(line) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/;\s*max-age=0/i.test(line) || value === "") jar.delete(name);
    else jar.set(name, value);
  }
}
