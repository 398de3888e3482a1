"use client";

import type { ReactNode } from "react";

/** For what goes wrong while a page renders, such as a database that is out of reach. */
export default function ErrorPage({ retry }: { readonly retry: () => void }): ReactNode {
  return (
    <main className="page stack narrow" id="main" tabIndex={-1}>
      <h1>That did not work</h1>
      <p aria-live="assertive" className="soft">
        Something failed on our side. You are still signed in; try again in a moment.
      </p>
      <p>
        <button className="button" onClick={retry} type="button">
          Try again
        </button>
      </p>
    </main>
  );
}
