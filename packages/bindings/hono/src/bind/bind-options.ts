import { SessionConfigError } from "@sessionkit/core";
import type { Context } from "hono";
import { clientAddress } from "../request/client-address.ts";

export interface BindOptions {
  /** Where pages of other sites may post to with a session cookie, such as the return of a payment: paths, exactly. */
  readonly allowCrossSite?: readonly string[];
  /**
   * The address of the peer, where the platform tells it in a way of its own. Left out, it is taken from
   * @hono/node-server, Bun, Deno or Cloudflare Workers. What proxies of one's own say is core's `trustProxy`.
   */
  readonly address?: (c: Context) => string | null | undefined;
}

/** The options, checked, as the rest of the binding reads them. */
export interface Settings {
  readonly allowsCrossSite: (path: string) => boolean;
  readonly addressOf: (c: Context) => string | null | undefined;
  /** Under which a request keeps what is known of it: another one for each binding of an application. */
  readonly key: symbol;
}

/** Throws `SessionConfigError`, naming option and remedy. */
export function readBindOptions({ allowCrossSite = [], address }: BindOptions): Settings {
  const wrong = allowCrossSite.find((path) => !/^\/[^*:?#]*$/.test(path));
  if (wrong !== undefined) {
    throw new SessionConfigError(
      "allowCrossSite",
      `expected paths such as "/payments/return", each as it is, got ${JSON.stringify(wrong)}.`,
    );
  }
  const open = new Set(allowCrossSite);
  return {
    allowsCrossSite: (path) => open.has(path),
    addressOf: address ?? clientAddress,
    key: Symbol("sessionkit"),
  };
}
