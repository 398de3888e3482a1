import type { BindingApp, BindingReport } from "@sessionkit/testing";
import { CONTROL } from "./entries/contract-server.ts";

/** Controls an application in another process. */
export function controlOf(origin: string): BindingApp["control"] {
  return async (orders = {}) => {
    const answer = await fetch(origin + CONTROL, { method: "POST", body: JSON.stringify(orders) });
    return (await answer.json()) as BindingReport;
  };
}
