import { expect, test } from "vitest";
import { commandFaults } from "./command-faults.mjs";
import { root } from "./run.mjs";
import { listPackages } from "./workspace.mjs";

const workspace = { root, packages: listPackages(root) };

test.each([
  "npm install @sessionkit/core @sessionkit/redis ioredis",
  "npm install --save-dev @sessionkit/testing vitest@4",
  "npx -y pnpm@10.34.9 test    # checks and tests",
  "npx -y pnpm@10.34.9 --filter bench http",
  "SESSION_SECRET=$(openssl rand -base64 32) npx -y pnpm@10.34.9 changeset",
  "openssl rand -base64 32",
])("accepts %s", (line) => {
  expect(commandFaults(line, workspace)).toEqual([]);
});

test.each([
  ["npm install @sessionkit/mongo", "@sessionkit/mongo is neither one of our packages"],
  [
    "npm install @sessionkit/test-servers",
    "@sessionkit/test-servers is neither one of our packages",
  ],
  ["npx -y pnpm@10.0.0 test", "pnpm@10.0.0 is not pnpm@10.34.9"],
  ["npx -y pnpm@10.34.9 tset", "no script called tset"],
  ["npx -y pnpm@10.34.9 --filter bench tset", "no script called tset"],
  ["npx -y pnpm@10.34.9 --filter branch http", "no package called branch"],
])("reports %s", (line, reason) => {
  expect(commandFaults(line, workspace)).toEqual([expect.stringContaining(reason)]);
});
