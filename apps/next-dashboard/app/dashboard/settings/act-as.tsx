import type { ReactNode } from "react";
import { SubmitButton } from "@/components/submit-button";
import { listOthers } from "@/lib/users";
import { actAs } from "../acting";

/** The users that an administrator can act as. */
export async function ActAs({ userId }: { readonly userId: string }): Promise<ReactNode> {
  const users = await listOthers(userId);
  return (
    <section aria-labelledby="act-as" className="card">
      <h2 id="act-as">Act as another user</h2>
      <ul className="lines">
        {users.map(({ id, name, email }) => (
          <li key={id}>
            <div>
              <strong>{name}</strong>
              <p className="soft small">{email}</p>
            </div>
            <form action={actAs}>
              <input name="userId" type="hidden" value={id} />
              <SubmitButton busy="Starting…" className="button quiet small">
                Act as {email}
              </SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
