import { afterEach, test, vi } from "vitest";
import { play } from "../../test/model/play.ts";
import { SEQUENCES } from "../../test/model/sequences.ts";

afterEach(() => vi.restoreAllMocks());

for (const { title, modes, commands } of SEQUENCES) {
  for (const mode of modes) {
    test(`${title} (${mode.name})`, async () => {
      await play(mode, commands);
    });
  }
}
