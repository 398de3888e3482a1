import { describe, expect, test } from "vitest";
import { type Chunking, chunkNames, hasCookie, readChunks } from "./read-chunks.ts";
import { readCookies } from "./read-cookies.ts";

const read = (header: string, chunking: Chunking) => readChunks(readCookies(header), "a", chunking);
const chunks = (count: number, from = 0, text = "x") =>
  Array.from({ length: count }, (_, index) => `a.${index + from}=${text}`).join("; ");

describe("dotted chunks", () => {
  test.each([
    ["one cookie", "a=x", "x"],
    ["chunks in any order", "a.1=y; a.0=x", "xy"],
    ["one cookie beside chunks of an earlier session", "a=x; a.0=y", "x"],
    ["an empty cookie beside chunks", "a=; a.0=y", "y"],
    ["chunks up to the first gap", "a.0=x; a.2=z", "x"],
    ["only later chunks", "a.1=y", null],
    ["chunks of another name", "ab.0=x; b.a.0=y; a.=z; a.00=w", null],
    ["a chunk with two values", "a.0=x; a.1=y; a.1=z", null],
    ["a cookie with two values", "a=x; a=y; a.0=z", null],
    ["16 chunks", chunks(16), "x".repeat(16)],
    ["17 chunks", chunks(17), null],
    ["16 KiB", chunks(16, 0, "y".repeat(1_024)), "y".repeat(16_384)],
    ["more than 16 KiB", chunks(16, 0, "y".repeat(1_025)), null],
    ["one cookie of more than 16 KiB", `a=${"y".repeat(16_385)}`, null],
  ])("%s", (_, header, expected) => {
    expect(read(header, "dotted")).toBe(expected);
  });
});

describe("counted chunks", () => {
  test.each([
    ["one cookie", "a=x", "x"],
    ["chunks", "a=__chunked__2; a.1=x; a.2=y; a.3=z", "xy"],
    ["a chunk that is missing", "a=__chunked__2; a.1=x", null],
    ["a chunk with two values", "a=__chunked__1; a.1=x; a.1=y", null],
    ["16 chunks", `a=__chunked__16; ${chunks(16, 1)}`, "x".repeat(16)],
    ["17 chunks", `a=__chunked__17; ${chunks(17, 1)}`, null],
    ["a count that is no number", "a=__chunked__1e1; a.1=x", null],
  ])("%s", (_, header, expected) => {
    expect(read(header, "counted")).toBe(expected);
  });
});

test("without chunks only the cookie itself is read", () => {
  expect(read("a.0=x", "whole")).toBeNull();
  expect(read("a=__chunked__1; a.1=x", "whole")).toBe("__chunked__1");
});

test("the names of a cookie are its own and those of 0 to 16", () => {
  const cookies = readCookies("a=1; a.0=1; a.16=1; a.17=1; a.x=1; a.b.0=1; ab=1; b=1");
  expect(chunkNames(cookies, "a")).toEqual(["a", "a.0", "a.16"]);
  expect(hasCookie(cookies, "a")).toBe(true);
  expect(hasCookie(readCookies("a=; a.0="), "a")).toBe(false);
});
