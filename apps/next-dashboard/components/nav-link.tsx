"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link that knows when it leads to the page one is on. */
export function NavLink({
  href,
  children,
}: {
  readonly href: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Link aria-current={usePathname() === href ? "page" : undefined} href={href}>
      {children}
    </Link>
  );
}
