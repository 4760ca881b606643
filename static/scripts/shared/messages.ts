/** The scripts' messages, in the language of the site. See `onrecord/wording.py`. */

/** Translations by the English message; plural forms by the categories of `Intl.PluralRules`. */
type Catalogue = Readonly<Record<string, string | Readonly<Record<string, string>>>>;
type Values = Readonly<Record<string, string | number>>;

declare const ON_RECORD_MESSAGES: Catalogue; // replaced in each bundle, and missing elsewhere

const CATALOGUE = ((): Catalogue => {
  try {
    return ON_RECORD_MESSAGES;
  } catch {
    return {};
  }
})();

/** Returns a message in the site's language, with values in the places `%(name)s`. */
export function _(message: string, values: Values = {}): string {
  const found = CATALOGUE[message];
  return filled(typeof found === "string" ? found : message, values);
}

/** Returns the form of a message for a number, which is the value `num`: `%(num)s results`. */
export function ngettext(one: string, many: string, num: number, values: Values = {}): string {
  const forms = CATALOGUE[one];
  const category = new Intl.PluralRules(siteLanguage()).select(num);
  const found = typeof forms === "object" ? (forms[category] ?? forms.other) : undefined;
  const message = found ?? (num === 1 ? one : many);
  return filled(message, { num: num.toLocaleString(siteLanguage()), ...values });
}

/** Returns the language of the site's own wording, as a language tag. */
export function siteLanguage(): string {
  return (typeof document !== "undefined" && document.documentElement.lang) || "en";
}

function filled(message: string, values: Values): string {
  return message.replace(/%(?:%|\((\w+)\)s)/g, (place, name?: string) =>
    name === undefined ? "%" : String(values[name] ?? place),
  );
}
