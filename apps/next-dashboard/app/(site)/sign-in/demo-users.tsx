"use client";

import type { ReactNode } from "react";

interface DemoUser {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** The demo users, each with a button that fills in the form. A production application has no such list. */
export function DemoUsers({ users }: { readonly users: readonly DemoUser[] }): ReactNode {
  return (
    <section aria-labelledby="demo-users" className="card">
      <div>
        <h2 id="demo-users">Demo users</h2>
        <p className="soft small">They are made up, and so are their passwords.</p>
      </div>
      <ul className="lines">
        {users.map((user) => (
          <li key={user.email}>
            <div>
              <strong>{user.name}</strong>
              <p className="code soft">
                {user.email}
                <br />
                {user.password}
              </p>
            </div>
            <button
              aria-label={`Fill in ${user.name}`}
              className="button quiet small"
              onClick={() => fillIn(user)}
              type="button"
            >
              Fill in
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function fillIn({ email, password }: DemoUser): void {
  for (const [id, value] of Object.entries({ email, password })) {
    const input = document.getElementById(id);
    if (input instanceof HTMLInputElement) input.value = value;
  }
  document.querySelector<HTMLButtonElement>("form button[type=submit]")?.focus();
}
