import type { Context } from "../flow/context/context.ts";
import type { SessionRequest } from "../session/request.ts";

/**
 * The origin this request was sent to: the configured one, else what `Host` says, and what a proxy of one's own says
 * where `trustProxy` counts one. Null for a request that names none.
 */
export function expectedOrigin(context: Context, request: SessionRequest): string | null {
  if (context.origin) return context.origin.origin;
  const trusted = context.hops > 0;
  const host =
    (trusted ? last(request.header("x-forwarded-host")) : null) ?? request.header("host");
  if (!host) return null;
  const secure = context.cookies.specs(() => host).access.secure;
  const url = `${secure ? "https" : "http"}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : null;
}

function last(list: string | null | undefined): string | null {
  return list?.split(",").at(-1)?.trim() || null;
}
