/** Gives an English title headline capitals, as Chicago and MLA want them. Only citations do. */

import styles from "./citation-styles.json";

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}’'.]*/gu;
const HAS_WORD = /[\p{L}\p{N}]/u;
const PLAIN = /^\p{Ll}+(?:[’']\p{Ll}+)?\.?$/u; // without capitals and digits
// Chicago (18th edition) gives capitals to prepositions of five letters or more, MLA to none.
const { small, longer } = styles.headlines;
const SMALL_WORDS = { chicago: new Set(small), mla: new Set([...small, ...longer]) };

/** Returns the title with a capital at the beginning of each word that the manual gives one to. */
export function toHeadline(title: string, manual: "chicago" | "mla"): string {
  const last = [...title.matchAll(WORD)].at(-1)?.index;
  return title.replace(WORD, (word, index: number) => {
    const before = title.slice(0, index).trimEnd();
    const isOuter = !HAS_WORD.test(before) || index === last || /[:?!.—]["”’)]*$/u.test(before);
    const isSmall = SMALL_WORDS[manual].has(word) && !isOuter;
    return !isSmall && PLAIN.test(word) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  });
}

/** True if headline capitals are a custom of the language. */
export function hasHeadlines(language: string): boolean {
  return /^en\b/u.test(language);
}
