import type { ReactNode } from "react";
import { users } from "@/lib/users";
import { signIn } from "./sign-in";

export default function SignInPage(): ReactNode {
  return (
    <>
      <h1>Sign in</h1>
      <p>The demo users have no passwords.</p>
      <form action={signIn}>
        {users.map(({ id, name }) => (
          <button key={id} name="user" type="submit" value={id}>
            As {name}
          </button>
        ))}
      </form>
    </>
  );
}
