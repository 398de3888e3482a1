import { afterAll } from "vitest";
import { closeAll } from "./at-end.ts";

// Once per test file.
afterAll(closeAll);
