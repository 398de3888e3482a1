/** How the Pages Router's own locales show in a path: `/de`, and nothing for the default one. */
export function localePrefix(request: {
  readonly locale?: string | undefined;
  readonly defaultLocale?: string | undefined;
}): string {
  const { locale = "", defaultLocale = "" } = request;
  return locale === defaultLocale ? "" : `/${locale}`;
}
