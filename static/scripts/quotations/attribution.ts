/**
 * Reads whom an article names beside a quotation: `Sullivan said`, `according to Sergey Lavrov`.
 *
 * Only a name beside a word for saying counts, and only one that belongs to a single speaker.
 */

import lists from "./quotation-words.json";
import type { Around } from "./extract.ts";

// Words that come before a name as well: `said Lavrov`. After others, the name is of who listens.
const SAID = lists.saying.anywhere.join("|");
const SAYS = [...lists.saying.anywhere, ...lists.saying.afterName].join("|");
// `Sullivan said`, `Sullivan later said`, `Sullivan, the adviser, said`
const THEN_SAYS = new RegExp(
  `^(?:,[^,]{1,60},|(?:\\s+[\\p{L}’'-]+){0,2})\\s+(?:${SAYS})(?!\\p{L})`,
  "iu",
);
// `said Foreign Minister Sergey Lavrov`, but not `said of Lavrov`
const SAYS_FIRST = new RegExp(
  `(?<!\\p{L})(?:${/according to/u.source}|(?:${SAID})(?!\\s+(?:of|about|to|that|with|against)\\s))` +
    "(?:\\s+[\\p{L}.’'-]+,?){0,7}\\s+$",
  "iu",
);

/**
 * Returns the slug of the speaker who is named as having said a quotation; empty if nobody is.
 * @param names for each slug, the speaker's names
 */
export function findAttribution(
  { before, after }: Around,
  names: ReadonlyMap<string, readonly string[]>,
): string {
  return findSpeaker(before, names) || findSpeaker(after, names);
}

function findSpeaker(text: string, names: ReadonlyMap<string, readonly string[]>): string {
  const found = [...names].filter(([, known]) =>
    known.some((name) => isNamedAsSpeaking(text, name) || isNamedAsSpeaking(text, lastName(name))),
  );
  const inFull = found.filter(([, known]) => known.some((name) => text.includes(name)));
  const [one, ...others] = found.length > 1 ? inFull : found;
  return one && others.length === 0 ? one[0] : "";
}

/** Returns the last of several names; empty for a single word. */
function lastName(name: string): string {
  return /\s(\p{Lu}[\p{L}’'-]{2,})$/u.exec(name)?.[1] ?? "";
}

function isNamedAsSpeaking(text: string, name: string): boolean {
  if (!name) return false;
  const isLetter = (place: number) => /\p{L}/u.test(text.charAt(place));
  for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + 1)) {
    const end = start + name.length;
    const isWhole = !isLetter(start - 1) && !isLetter(end);
    if (isWhole && (THEN_SAYS.test(text.slice(end)) || SAYS_FIRST.test(text.slice(0, start)))) {
      return true;
    }
  }
  return false;
}
