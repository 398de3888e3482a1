import { signIn } from "./sign-in";

export default function SignInPage() {
  return (
    <form action={signIn}>
      <input name="name" />
      <button type="submit">Sign in</button>
    </form>
  );
}
