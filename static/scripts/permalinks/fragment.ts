/**
 * The address of a paragraph as it was cited: `#p14:j76f3`, with a mark of its words.
 */

const TIMES = 2; // that a fragment is encoded on its way: by who wrote it down, and by who passed it on

// what follows an anchor or a mark after another sign is not ours: `#p14.`, `#p14:j76f3,…`
const ANCHOR = /^#((?:p|answer-)[1-9]\d*)(?![0-9a-z])/u;
const ENCODED = /(?:%[0-9a-f]{2})+/giu; // %C3%A9
const MARK = /^:([0-9a-hjkmnp-tv-z]{5})(?![0-9a-z])/u;

/**
 * @param hash of an address
 * @returns null where it carries no mark; of one that was damaged on its way, the mark is empty
 */
export function readCited(hash: string): { anchor: string; mark: string } | null {
  const own = decoded(hash);
  const anchor = readAnchor(own);
  const rest = own.slice(1 + anchor.length);
  if (!anchor || !rest.startsWith(":") || rest.startsWith(":~:")) return null;
  return { anchor, mark: MARK.exec(rest)?.[1] ?? "" };
}

/**
 * The anchor to which an address leads, `p14`; empty where it is none of a paragraph or an answer.
 */
export function readAnchor(hash: string): string {
  return ANCHOR.exec(decoded(hash))?.[1] ?? "";
}

/**
 * The fragment as it was written. No sign of ours stands in the words of a link, so that nothing is
 * decoded that should not be.
 */
export function decoded(hash: string): string {
  let own = hash;
  for (let time = 0; time < TIMES; time += 1) own = own.replace(ENCODED, decodedSigns);
  return own;
}

function decodedSigns(signs: string): string {
  try {
    return decodeURIComponent(signs);
  } catch {
    return signs; // cut in the middle of a letter
  }
}
