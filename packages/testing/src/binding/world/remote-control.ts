import type { BindingApp, BindingOrders, BindingReport } from "../binding-app.ts";
import type { BindingWorld } from "./create-binding-world.ts";

/** The path at which a test controls an application in another process. */
const CONTROL = "/control-of-the-test";

/** `control` of a `BindingApp` in another process, which calls `answerControl`. */
export function controlOf(origin: string): BindingApp["control"] {
  return async (orders = {}) => {
    const answer = await fetch(origin + CONTROL, { method: "POST", body: JSON.stringify(orders) });
    return (await answer.json()) as BindingReport;
  };
}

/** Answers requests of `controlOf`; null for those of the contract. */
export async function answerControl(
  request: Request,
  { control }: Pick<BindingWorld, "control">,
): Promise<Response | null> {
  if (new URL(request.url).pathname !== CONTROL) return null;
  return Response.json(control((await request.json()) as BindingOrders));
}
