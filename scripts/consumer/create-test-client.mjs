import { request } from "node:http";
import { text } from "node:stream/consumers";

/** @typedef {{ status: number | undefined, location: string | undefined, text: string }} Answer */

/**
 * An HTTP client of an application, with a cookie jar of its own. Redirects are returned and not followed.
 *
 * @param {string} origin
 */
export function createTestClient(origin) {
  /** @type {Map<string, string>} */
  const jar = new Map();
  return { fetch, open, post, postForm, storeCookie };

  /**
   * Sends the headers of a `fetch` by a page.
   *
   * @param {string} path
   */
  function fetch(path) {
    return send("GET", path, { "sec-fetch-mode": "cors" });
  }

  /**
   * Sends the headers of a navigation.
   *
   * @param {string} path
   */
  function open(path) {
    return send("GET", path, { accept: "text/html", "sec-fetch-mode": "navigate" });
  }

  /**
   * @param {string} path
   * @param {object} [body]
   */
  function post(path, body = {}) {
    const type = { "content-type": "application/json", "sec-fetch-mode": "cors" };
    return send("POST", path, type, JSON.stringify(body));
  }

  /**
   * Sends the headers of a form that is submitted without scripts.
   *
   * @param {string} path
   * @param {FormData} form
   */
  async function postForm(path, form) {
    const encoded = new Response(form);
    const type = encoded.headers.get("content-type") ?? "";
    const headers = { accept: "text/html", "content-type": type, "sec-fetch-mode": "navigate" };
    return await send("POST", path, headers, await encoded.text());
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {string} [body]
   * @returns {Promise<Answer>}
   */
  function send(method, path, headers, body) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const all = {
      origin,
      "sec-fetch-site": "same-origin",
      ...headers,
      ...(cookie ? { cookie } : {}),
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(new URL(path, origin), { method, headers: all, timeout: 60_000 });
      outgoing.on("error", reject);
      outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${path} timed out.`)));
      outgoing.on("response", (response) => {
        for (const line of response.headers["set-cookie"] ?? []) storeCookie(line);
        const { location } = response.headers;
        text(response).then(
          (text) => resolve({ status: response.statusCode, location, text }),
          reject,
        );
      });
      outgoing.end(body);
    });
  }

  /** @param {string} line a value of `Set-Cookie` */
  function storeCookie(line) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/;\s*max-age=0/i.test(line) || value === "") jar.delete(name);
    else jar.set(name, value);
  }
}
