import { readFileSync } from "node:fs";

export interface DemoUser {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const demoUsers = JSON.parse(
  readFileSync(new URL("../../demo-users.json", import.meta.url), "utf8"),
) as readonly DemoUser[];
