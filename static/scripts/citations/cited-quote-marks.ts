/** Quotation marks round what is quoted, and those of quotations inside it. */

// `"so"`, as it stands in `He said "so".`; 6" is no mark of a quotation.
const STRAIGHT = /(?<=^|[\s([{—–‘“'])"(?=\S)(?<inner>[^"]*?\S)"(?![\p{L}\p{N}])/gu;

/** Paragraphs as one quotation: each begins with a mark, the last ends with one. */
export function inQuotes(paragraphs: string[]): string {
  return `${paragraphs.map((paragraph) => `“${withinQuotes(paragraph)}`).join("\n\n")}”`;
}

/**
 * A text as it stands between double marks: its own double ones are single. What is not a mark of a
 * quotation for certain stays: an apostrophe looks like the end of one.
 */
export function withinQuotes(text: string): string {
  return text
    .replace(STRAIGHT, "'$<inner>'")
    .replaceAll("“", "‘")
    .replaceAll("”", "’")
    .replaceAll("„", "‚");
}
