import Link from "next/link";
import type { ReactNode } from "react";

export default function NotFound(): ReactNode {
  return (
    <main className="page stack narrow" id="main" tabIndex={-1}>
      <h1>There is nothing here</h1>
      <p className="soft">The address may be mistyped, or the page has moved.</p>
      <p>
        <Link className="button" href="/">
          To the start
        </Link>
      </p>
    </main>
  );
}
