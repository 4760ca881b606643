/** Gives an English title headline capitals, as Chicago and MLA want them. Only citations do. */

import styles from "./citation-styles.json";

// Chicago (18th edition) gives capitals to prepositions of five letters or more, MLA to none.
const { small, longer } = styles.headlines;
const SMALL_WORDS = { chicago: new Set(small), mla: new Set([...small, ...longer]) };

/** Returns the title with a capital at the beginning of each word that the manual gives one to. */
export function toHeadline(title: string, manual: "chicago" | "mla"): string {
  const words = [...title.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}’'.]*/gu)];
  let written = title;
  words.forEach(([word], n) => {
    const { index } = words[n]!;
    const before = title.slice(0, index).trimEnd();
    const isOuter = n === 0 || n === words.length - 1 || /[:?!.—]["”’)]*$/u.test(before);
    const isSmall = SMALL_WORDS[manual].has(word) && !isOuter;
    if (!isSmall && /^\p{Ll}+(?:[’']\p{Ll}+)?\.?$/u.test(word)) {
      written = written.slice(0, index) + capitalize(word) + written.slice(index + word.length);
    }
  });
  return written;
}

/** True if headline capitals are a custom of the language. */
export function hasHeadlines(language: string): boolean {
  return /^en\b/u.test(language);
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
