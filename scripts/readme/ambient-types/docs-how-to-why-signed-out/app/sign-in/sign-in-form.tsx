// Of the page about signing in.
export const SignInForm = (props: { readonly callbackUrl: string }) => (
  <form title={props.callbackUrl} />
);
