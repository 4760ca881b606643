/**
 * Reads fragments that cite a paragraph or an answer: `#p14:j76f3`, an anchor and a fingerprint.
 */

// How often a fragment may have been percent-encoded: when it was copied and when it was passed on.
const MAX_ENCODINGS = 2;

// Ignores punctuation that follows the anchor or fingerprint: `#p14.`, `#p14:j76f3,…`
const ANCHOR = /^#((?:p|answer-)[1-9]\d*)(?![0-9a-z])/u;
const ENCODED = /(?:%[0-9a-f]{2})+/giu; // %C3%A9
const FINGERPRINT = /^:([0-9a-hjkmnp-tv-z]{5})(?![0-9a-z])/u;

/**
 * Reads the anchor and the fingerprint of a fragment.
 * @returns null if there is no fingerprint; an empty fingerprint if it is damaged
 */
export function readCitation(hash: string): { anchor: string; fingerprint: string } | null {
  const own = decodeFragment(hash);
  const anchor = readAnchor(own);
  const rest = own.slice(1 + anchor.length);
  if (!anchor || !rest.startsWith(":") || rest.startsWith(":~:")) return null;
  return { anchor, fingerprint: FINGERPRINT.exec(rest)?.[1] ?? "" };
}

/**
 * Returns the anchor in a fragment, such as `p14`; empty if it is not one of a paragraph or an
 * answer.
 */
export function readAnchor(hash: string): string {
  return ANCHOR.exec(decodeFragment(hash))?.[1] ?? "";
}

/**
 * Decodes a fragment that may have been percent-encoded more than once. This is safe because the
 * text in our links never contains our separators.
 */
export function decodeFragment(hash: string): string {
  let own = hash;
  for (let time = 0; time < MAX_ENCODINGS; time += 1) own = own.replace(ENCODED, decodeBytes);
  return own;
}

function decodeBytes(bytes: string): string {
  try {
    return decodeURIComponent(bytes);
  } catch {
    return bytes; // cut off in the middle of a character
  }
}
