import Link from "next/link";
import type { ReactNode } from "react";
import { Masthead } from "@/components/masthead";

export default function NotFound(): ReactNode {
  return (
    <>
      <Masthead home="/" />
      <main className="page" id="main" tabIndex={-1}>
        <div className="stack narrow">
          <h1>Page not found</h1>
          <p className="soft">The address may be mistyped, or the page has moved.</p>
          <p>
            <Link className="button" href="/">
              Back to the start page
            </Link>
          </p>
        </div>
      </main>
    </>
  );
}
