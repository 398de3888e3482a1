"use client";

import type { ReactNode } from "react";
import { Masthead } from "@/components/masthead";

/** For what goes wrong while a page renders, such as a database that is out of reach. */
export default function ErrorPage({ retry }: { readonly retry: () => void }): ReactNode {
  return (
    <>
      <Masthead home="/" />
      <main className="page" id="main" tabIndex={-1}>
        <div className="stack narrow">
          <h1>That did not work</h1>
          <p aria-live="assertive" className="soft">
            Something failed on our side. Nobody was signed out; try again in a moment.
          </p>
          <p>
            <button className="button" onClick={retry} type="button">
              Try again
            </button>
          </p>
        </div>
      </main>
    </>
  );
}
