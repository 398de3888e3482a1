import type { ReactNode } from "react";
import { Brand } from "./brand";
import { NavLink } from "./nav-link";

interface MastheadProps {
  /** Where the name leads. */
  readonly home: string;
  readonly links?: readonly (readonly [href: string, label: string])[];
  /** What stands at the far end. */
  readonly children?: ReactNode;
}

export function Masthead({ home, links = [], children }: MastheadProps): ReactNode {
  return (
    <header className="masthead">
      <div>
        <Brand href={home} />
        {links.length > 0 && (
          <nav aria-label="Main">
            <ul>
              {links.map(([href, label]) => (
                <li key={href}>
                  <NavLink href={href}>{label}</NavLink>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {children && <div className="account">{children}</div>}
      </div>
    </header>
  );
}
