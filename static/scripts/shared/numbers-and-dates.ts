/** Formats numbers and dates for display. */

import { siteLanguage } from "./messages.ts";

/** Returns a date in full: `26 February 2021` for `2021-02-26`. */
export function longDate(date: string): string {
  return formatDate(date, { day: "numeric", month: "long", year: "numeric" });
}

/** Returns a date in the site's language; in English, the day is before the month. */
export function formatDate(date: string, parts: Intl.DateTimeFormatOptions): string {
  const language = localeOf(siteLanguage());
  const day = new Date(`${date.padEnd(10, "-01")}T00:00:00Z`);
  return day.toLocaleDateString(language, { ...parts, timeZone: "UTC" });
}

/** Returns a number as the site's language writes it. */
export function formatNumber(number: number, options: Intl.NumberFormatOptions = {}): string {
  return number.toLocaleString(siteLanguage(), options);
}

/** Returns texts or nodes as a list in the site's language: `14, 22 and 23`. */
export function joinList<Item>(items: readonly Item[]): (Item | string)[] {
  const list = new Intl.ListFormat(localeOf(siteLanguage()), { type: "conjunction" });
  const rest = [...items];
  return list.formatToParts(items.map(String)).map(({ type, value }) => {
    return type === "element" ? (rest.shift() ?? value) : value;
  });
}

/** Returns the British form of English, which has no American dates and lists. */
function localeOf(language: string): string {
  return language === "en" ? "en-GB" : language;
}
