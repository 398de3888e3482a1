import type { BindingApp } from "../binding-app.ts";
import type { BindingWorld } from "./create-binding-world.ts";
import { recordConsole } from "./record-console.ts";

/**
 * Returns what `createApp` returns, for an application in this process: controls its world, and keeps what is printed to the
 * console until it is closed.
 *
 * @param close closes the server
 */
export function localApp(
  { control }: BindingWorld,
  origin: string,
  close: () => Promise<unknown>,
): BindingApp {
  const recorded = recordConsole();
  return {
    origin,
    control: async (orders) => control(orders),
    output: recorded.output,
    close: async () => {
      recorded.close();
      await close();
    },
  };
}
