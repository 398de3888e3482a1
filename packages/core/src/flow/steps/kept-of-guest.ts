import type { JsonObject } from "../../base/json.ts";
import { expiryReason } from "../../session/lifetime.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { ownerOf } from "./owner-of.ts";
import type { Credentials } from "./read-credentials.ts";

/** The data of a guest that `merge` keeps at the sign-in. Empty if there is no guest or no `merge`. */
export async function keptOf(
  context: Context,
  call: Call,
  credentials: Credentials | null,
  merge: ((guest: Readonly<JsonObject>) => object) | undefined,
): Promise<object> {
  if (!merge || !credentials || !context.store) return {};
  const owner = await ownerOf(context, call, credentials, null);
  if (!owner || !("version" in owner) || owner.userId !== null) return {};
  const isOver =
    context.denylist.endingOf(owner.id) !== undefined ||
    expiryReason(owner, context.now()) !== null;
  return isOver ? {} : (merge(owner.data) ?? {});
}
