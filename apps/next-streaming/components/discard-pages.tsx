"use client";

import { useSession } from "@sessionkit/react";
import { useRouter } from "next/navigation";
import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";

/**
 * The router caches visited pages: in memory and, with Cache Components, hidden in the document. When the session ends,
 * in this or another tab, this component removes them and loads the current page again.
 */
export function DiscardPages({ children }: { readonly children: ReactNode }): ReactNode {
  const { session } = useSession();
  const router = useRouter();
  const [generation, setGeneration] = useState(0);
  const id = session?.id;
  const last = useRef(id);
  useEffect(() => {
    if (last.current && last.current !== id) {
      setGeneration((before) => before + 1);
      router.refresh();
    }
    last.current = id;
  }, [id, router]);
  return <Fragment key={generation}>{children}</Fragment>;
}
