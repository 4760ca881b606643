/**
 * The text of a paragraph and its fingerprint, the short hash that links carry.
 * `onrecord/permalinks/fingerprint.py` has the same definition.
 */

import { fnv1a } from "../shared/fnv1a.ts";

const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 5;
const BITS = 5 * LENGTH;

/**
 * Returns the fingerprint of a text, such as `j76f3`. The style of quotes, dashes and spaces makes
 * no difference.
 */
export function fingerprintText(text: string): string {
  const value = fnv1a(normalizeText(text));
  const folded = (value >>> BITS) ^ (value & ((1 << BITS) - 1));
  const places = Array.from({ length: LENGTH }, (_, place) => LENGTH - 1 - place);
  return places.map((place) => DIGITS[(folded >>> (5 * place)) & 31]).join("");
}

/** Returns the fingerprint of several paragraphs, such as an exchange, from their fingerprints. */
export function combineFingerprints(fingerprints: readonly string[]): string {
  return fingerprintText(fingerprints.join(" "));
}

/** Returns the fingerprint of several paragraphs on a page. */
export function fingerprintParagraphs(paragraphs: Iterable<Element>): string {
  return combineFingerprints(
    Array.from(paragraphs, (paragraph) => fingerprintText(readText(paragraph))),
  );
}

/** Returns the text with one form of quotation mark, dash and space. */
export function normalizeText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/gu, "")
    .replace(/[\u2018-\u201b\u02bc\u2039\u203a]/gu, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .replace(/[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu, " ")
    .replace(/^ | $/gu, "");
}

/**
 * Returns the text of a paragraph on a page.
 * @param paragraph an element of class `paragraph`
 */
export function readText(paragraph: Element): string {
  const words = paragraph.querySelector(".words");
  return words ? readNode(words) : "";
}

function readNode(node: Node): string {
  if (node.nodeName === "BR") return "\n";
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? "";
  return Array.from(node.childNodes, readNode).join("");
}
