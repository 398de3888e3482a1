import { removeFolder, temporaryFolder } from "@sessionkit/test-servers";
import { openBoundProfile } from "@sessionkit/test-servers/browser";
import { expect, onTestFinished, test } from "vitest";
import type { BoundApp, BoundStrategy } from "../harness/bound-app.ts";
import { createUser } from "../harness/user.ts";

interface Apps {
  pins(): string[];
  app(strategy: BoundStrategy): BoundApp;
}

const OTHER = { jwt: "database", database: "jwt" } as const;

/** Both strategies share a browser: one user is remembered, and the other one is not. */
export function restartCases({ pins, app }: Apps): void {
  test.each(["jwt", "database"] as const)(
    "after a restart of the browser, a remembered user (%s) is signed in and bound, and another one is signed out",
    async (strategy) => {
      const folder = await temporaryFolder();
      onTestFinished(() => removeFolder(folder));
      const [kept, dropped] = [app(strategy), app(OTHER[strategy])];
      const first = await openBoundProfile(folder, { pins: pins() });
      await (await createUser(kept, first.device, "remembered")).signIn({ remember: true });
      const transient = await createUser(dropped, first.device, "transient");
      await transient.signIn({ remember: false });
      await transient.prove();
      await first.close();

      const second = await openBoundProfile(folder, { pins: pins() });
      onTestFinished(second.close);
      const { device } = second;
      expect(await device.sessions()).toHaveLength(2);
      await device.expire("__Host-access", "__Host-bound");
      await kept.expireAccess();
      await kept.mark();
      const remembered = await createUser(kept, device, "remembered");
      expect(await remembered.send("/protected")).toMatchObject({ status: 200 });
      // Without its challenge, the browser sends the first refresh without a proof.
      expect(kept.refreshes().map(({ status }) => status)).toEqual([403, 200]);

      const ended = device.nextEvent("termination");
      const gone = await createUser(dropped, device, "transient");
      await ended;
      expect(await gone.send("/protected")).toMatchObject({ status: 401 });
      expect(await gone.cookieNames()).toEqual([]);
      expect(await device.sessions()).toHaveLength(1);
    },
  );
}
