import fc from "fast-check";

/** Altered copies of a cookie value: other characters, cuts, insertions, segments in another order or from another value. */
export function mutationsOf(value: string, other: string): fc.Arbitrary<string> {
  const at = fc.nat({ max: Math.max(0, value.length - 1) });
  const replaced = fc
    .tuple(at, fc.constantFrom(...CHARACTERS))
    .map(([index, character]) => value.slice(0, index) + character + value.slice(index + 1));
  const cut = fc.tuple(at, at).map(([from, to]) => value.slice(0, from) + value.slice(to));
  const inserted = fc
    .tuple(at, fc.string({ unit: "binary-ascii", maxLength: 8 }))
    .map(([index, text]) => value.slice(0, index) + encodeURIComponent(text) + value.slice(index));
  const segments = fc.constantFrom(".", "*", "~").chain((separator) => {
    const [own, foreign] = [value.split(separator), other.split(separator)];
    const mixed = own.map((segment, index) => fc.constantFrom(segment, foreign[index] ?? "", ""));
    return fc
      .oneof(fc.tuple(...mixed), fc.shuffledSubarray(own))
      .map((parts) => parts.join(separator));
  });
  const arbitrary = fc.oneof(
    fc.string({ maxLength: 64 }),
    fc.string({ unit: "binary-ascii", maxLength: 64 }).map(encodeURIComponent),
  );
  return fc
    .oneof(
      { arbitrary: replaced, weight: 4 },
      { arbitrary: cut, weight: 2 },
      { arbitrary: inserted, weight: 2 },
      { arbitrary: segments, weight: 3 },
      { arbitrary, weight: 1 },
    )
    .map((text) => text.replace(/[;,\s]/g, ""))
    .filter((text) => text !== value && text !== other);
}

const CHARACTERS = [..."ABCabcwxyz0189-_.*~=+/%:"];
