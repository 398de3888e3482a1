/** Prints a Markdown table for the documentation. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-" : "").padEnd(width, "-"));
  console.log(`\n${title}\n`);
  console.log(line(head));
  console.log(
    `|${rule.map((dashes, column) => (column === 0 ? `-${dashes}-` : `-${dashes}:`)).join("|")}|`,
  );
  for (const row of rows) console.log(line(row));
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
