import { expect, it } from "vitest";
import { resolve } from "../../test/support/violations.ts";
import { document } from "./document.ts";
import type { OperationObject } from "./open-api.ts";

const found = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, OperationObject>).map(([method, operation]) => ({
    name: `${method} ${path}`,
    path,
    operation,
  })),
);

it("has unique operation ids and declared tags", () => {
  const ids = found.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const tags = document.tags.map(({ name }) => name);
  for (const { operation } of found)
    expect(tags).toEqual(expect.arrayContaining([...operation.tags]));
});

it("has a schema for every reference", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to);
  expect(refs.length).toBeGreaterThan(found.length);
  for (const to of refs) expect(resolve(String(to))).toBeDefined();
});

it.each(found)("describes $name as OpenAPI 3.1 requires", ({ path, operation }) => {
  const statuses = Object.keys(operation.responses);
  expect(statuses.filter((status) => status.startsWith("2"))).toHaveLength(1);
  for (const status of statuses) expect(status).toMatch(/^[1-5]\d\d$/);
  for (const response of Object.values(operation.responses))
    expect(response.description).not.toBe("");
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const described = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
  expect(described.map(({ name }) => name)).toEqual(inPath);
  expect(described.every(({ required }) => required)).toBe(true);
  const schemes = Object.keys(document.components.securitySchemes);
  for (const name of operation.security.flatMap(Object.keys)) expect(schemes).toContain(name);
});

it("describes every endpoint of sessionkit", () => {
  expect(found.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "get /api/auth/session",
      "post /api/auth/refresh",
      "get /api/auth/sessions",
      "delete /api/auth/sessions/{id}",
      "post /api/auth/logout",
      "get /api/auth/events",
    ]),
  );
});
