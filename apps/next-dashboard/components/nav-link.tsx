"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link with `aria-current` if its target is the current page. */
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
