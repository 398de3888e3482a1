import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { DEVICE_ALGORITHMS } from "../../tokens/device-proof.ts";
import type { Context } from "../context.ts";

/**
 * The value of `Secure-Session-Registration`: offers a browser to bind a session to a key. Undefined without the option
 * `deviceBound`, and on http, where browsers ignore it. Browsers limit how often they sign: make an offer only if necessary.
 *
 * @param pathPrefix as in `EndpointRequest`
 */
export function offerOf(
  { device, basePath }: Pick<Context, "device" | "basePath">,
  { session }: CookieSpecs,
  sessionId: string,
  now: number,
  pathPrefix = "",
): string | undefined {
  if (!device || !session.secure) return undefined;
  const challenge = device.offer(sessionId, now);
  return `(${DEVICE_ALGORITHMS});path="${pathPrefix}${basePath}/bound/register";challenge="${challenge}"`;
}
