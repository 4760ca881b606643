/**
 * The address of a paragraph as it was cited: `#p14:j76f3`, with a mark of its words.
 */

// what follows the mark after another sign is not ours: `#p14:j76f3,…`
const CITED = /^#((?:p|answer-)[1-9]\d*):([0-9a-hjkmnp-tv-z]{5})(?![0-9a-z])/u;

/**
 * @param {string} hash of an address
 * @returns {{ anchor: string, mark: string } | null} null where it carries no mark
 */
export function readCited(hash) {
  const [, anchor, mark] = CITED.exec(hash) ?? [];
  return anchor && mark ? { anchor, mark } : null;
}
