/** Puts text in quotation marks, and changes the marks of quotations inside it. */

// Matches `"so"` in `He said "so".`, but not the inch sign in 6".
const STRAIGHT = /(?<=^|[\s([{—–‘“'])"(?=\S)(?<inner>[^"]*?\S)"(?![\p{L}\p{N}])/gu;

/**
 * Returns paragraphs as one quotation: each begins with a quotation mark, and the last ends with
 * one.
 */
export function quoteParagraphs(paragraphs: string[]): string {
  return `${paragraphs.map((paragraph) => `“${nestQuotes(paragraph)}`).join("\n\n")}”`;
}

/**
 * Returns a text for use inside double quotation marks: its own double marks become single.
 * Ambiguous marks are kept, because an apostrophe looks like a closing mark.
 */
export function nestQuotes(text: string): string {
  return text
    .replace(STRAIGHT, "'$<inner>'")
    .replaceAll("“", "‘")
    .replaceAll("”", "’")
    .replaceAll("„", "‚");
}
