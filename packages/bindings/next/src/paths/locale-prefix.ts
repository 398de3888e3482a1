/** The prefix of the Pages Router's locale in a path: `/de`, and empty for the default locale. */
export function localePrefix(request: {
  readonly locale?: string | undefined;
  readonly defaultLocale?: string | undefined;
}): string {
  const { locale = "", defaultLocale = "" } = request;
  return locale === defaultLocale ? "" : `/${locale}`;
}
