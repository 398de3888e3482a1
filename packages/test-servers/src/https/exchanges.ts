import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A request as the browser sent it, and the status of its response. */
export interface ProxiedRequest {
  readonly method: string;
  /** Without the port. */
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Null while there is no response, or if it was lost. */
  readonly status: number | null;
  /** The headers of the response; empty while there is none. */
  readonly answer: IncomingHttpHeaders;
}

/**
 * - `lost`: the server answers, and the connection is reset before the browser receives the response. Browsers send the same
 *   request again if they have used the connection before.
 * - `broken`: the server answers, and the browser receives 502 instead.
 * - `refused`: the connection is reset before the server receives the request.
 * - `held`: the server receives the request when the promise resolves.
 * - Otherwise the proxy answers instead of the server.
 */
export type ProxyFault =
  | "lost"
  | "broken"
  | "refused"
  | { readonly held: Promise<unknown> }
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

export interface Exchange {
  readonly fault: ProxyFault | undefined;
  answered(status: number | null, headers?: IncomingHttpHeaders): void;
}

export interface Exchanges {
  readonly all: readonly ProxiedRequest[];
  failNext(path: string, fault: ProxyFault): void;
  open(request: IncomingMessage): Exchange;
}

export function createExchanges(): Exchanges {
  const all: ProxiedRequest[] = [];
  const faults: { readonly path: string; readonly fault: ProxyFault }[] = [];

  function takeFault(path: string): ProxyFault | undefined {
    const index = faults.findIndex((one) => one.path === path);
    return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
  }

  return {
    all,
    failNext(path, fault) {
      faults.push({ path, fault });
    },
    open({ method = "", url = "", headers }) {
      const path = url.split("?", 1)[0] as string;
      const host = (headers.host ?? "").replace(/:\d+$/, "");
      const index = all.push({ method, host, path, url, headers, status: null, answer: {} }) - 1;
      return {
        fault: takeFault(path),
        answered(status, answer = {}) {
          all[index] = { ...(all[index] as ProxiedRequest), status, answer };
        },
      };
    },
  };
}
