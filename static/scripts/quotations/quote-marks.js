/**
 * A text to where the outermost pairs of quotation marks stand in it.
 *
 * The same definition stands in `onrecord/quotations/marks.py`, which says what a pair is and what
 * becomes of one that is left open.
 */

/**
 * What stands between two marks; `end` is the place of the closing one.
 * @typedef {{start: number, end: number}} Span
 */

/**
 * The outermost quotations of a text, in order.
 * @param {string} text
 * @returns {Span[]}
 */
export function findSpans(text) {
  /** @type {Span[]} */
  const spans = [];
  const pairs = new Pairs(text);
  let endBefore = 0;
  for (const [start, end] of paragraphsOf(text)) {
    if (pairs.open.length && !pairs.goesOn(start, end)) {
      spans.push(...pairs.leaveOpen(endBefore));
    }
    for (const { 0: mark, index } of text.slice(start, end).matchAll(MARK)) {
      spans.push(...pairs.read(start + index, mark, start, end));
    }
    endBefore = end;
  }
  return [...spans, ...pairs.leaveOpen(endBefore)];
}

/**
 * Where the paragraphs of a text begin and end.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function paragraphsOf(text) {
  /** @type {[number, number][]} */
  const paragraphs = [];
  let start = 0;
  for (const { 0: between, index } of text.matchAll(BREAK)) {
    paragraphs.push([start, index]);
    start = index + between.length;
  }
  return [...paragraphs, [start, text.length]];
}

const MARK = /[“”„‟"＂«»‹›‘’‚'「」『』]/gu;
// An empty line; or a line's end after a sentence's, or before a quotation.
const BREAK = /\n[ \t\u00A0]*\n\s*|\n(?=[ \t\u00A0]*[“"«„‘])|(?<=[.!?:”"»’…])[ \t]*\n/gu;
/** @type {Record<string, string>} */
const CLOSING = {
  "“": "”",
  "„": "“”",
  "‟": "”",
  "”": "”",
  '"': '"',
  "＂": "＂",
  "«": "»",
  "»": "«",
  "‹": "›",
  "‘": "’",
  "‚": "‘’",
  "'": "'",
  "「": "」",
  "『": "』",
};
const BOTH_WAYS = "\"'＂”»";
const SINGLE = "‘‚'";
const SPACED = "«‹"; // marks that may have a space inside
const LETTER = /[\p{L}\p{N}]/u;
const BEFORE_OPENING = /[\s([{—–/:,>“„«‘"'-]/u;
const DEEPEST = 8;
const FAR = 2000; // characters within which a single mark is closed

/** The marks that are open, the outermost first, and where what is between them begins. */
class Pairs {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {{mark: string, start: number}[]} */
    this.open = [];
  }

  /**
   * Whether the outermost quotation goes on in the paragraph from `start` to `end`.
   * @param {number} start
   * @param {number} end
   * @returns {boolean}
   */
  goesOn(start, end) {
    this.open.length = 1;
    const mark = this.open[0]?.mark ?? "";
    if (SINGLE.includes(mark)) {
      return false;
    }
    if (this.text.startsWith(mark, start)) {
      return true;
    }
    for (const { 0: found, index } of this.text.slice(start, end).matchAll(MARK)) {
      if (found === mark || CLOSING[mark]?.includes(found)) {
        return this.isClosing(start + index, found, mark);
      }
    }
    return false;
  }

  /**
   * Gives up what is open; what was between double marks is a quotation up to `end`.
   * @param {number} end
   * @returns {Span[]}
   */
  leaveOpen(end) {
    const [outermost] = this.open;
    this.open = [];
    return outermost && !SINGLE.includes(outermost.mark) ? [{ start: outermost.start, end }] : [];
  }

  /**
   * Takes in a mark of the paragraph; the quotation that it ends, if it is outermost.
   * @param {number} at
   * @param {string} mark
   * @param {number} start
   * @param {number} end
   * @returns {Span[]}
   */
  read(at, mark, start, end) {
    const [outermost] = this.open;
    if (this.isApostrophe(at, mark) || (outermost && at === start && mark === outermost.mark)) {
      return [];
    }
    for (let depth = this.open.length - 1; depth >= 0; depth -= 1) {
      if (this.isClosing(at, mark, this.open[depth]?.mark ?? "")) {
        this.open.length = depth;
        return depth === 0 && outermost ? [{ start: outermost.start, end: at }] : [];
      }
    }
    if (this.isOpening(at, mark, end) && this.open.length < DEEPEST) {
      this.open.push({ mark, start: at + 1 });
    }
    return [];
  }

  /**
   * @param {number} at
   * @param {string} mark
   * @returns {boolean}
   */
  isApostrophe(at, mark) {
    return "'’‘".includes(mark) && this.isLetter(at - 1) && this.isLetter(at + 1);
  }

  /**
   * @param {number} at
   * @param {string} mark
   * @param {string} opened
   * @returns {boolean}
   */
  isClosing(at, mark, opened) {
    if (!CLOSING[opened]?.includes(mark)) {
      return false;
    }
    const isSpaced = SPACED.includes(opened); // « comme ceci »
    if (BOTH_WAYS.includes(mark) && !isSpaced && this.canOpen(at) && !this.endsThere(at)) {
      return false;
    }
    return !("'’".includes(mark) && this.isPossessive(at, mark));
  }

  /**
   * The mark of `the workers’ rights’`: it stands after an s, and another one closes.
   * @param {number} at
   * @param {string} mark
   * @returns {boolean}
   */
  isPossessive(at, mark) {
    if (this.text[at - 1] !== "s" || !/^ [a-z]/u.test(this.text.slice(at + 1, at + 3))) {
      return false;
    }
    const [rest = ""] = this.text.slice(at + 1, at + FAR).split("\n", 1);
    const closing = rest.search(new RegExp(`${mark}(?![\\p{L}\\p{N}])`, "u"));
    const opening = rest.search(/(?<![^\s(])['‘](?=\S)/u);
    return closing >= 0 && (opening < 0 || closing < opening);
  }

  /**
   * @param {number} at
   * @param {string} mark
   * @param {number} end
   * @returns {boolean}
   */
  isOpening(at, mark, end) {
    if (!(mark in CLOSING)) {
      return false;
    }
    if (this.endsThere(at)) {
      const isClosed = this.text.slice(at, end).includes(/** @type {string} */ (CLOSING[mark]));
      return SPACED.includes(mark) && isClosed && this.canOpen(at);
    }
    if (BOTH_WAYS.includes(mark) && !this.canOpen(at)) {
      return false;
    }
    if (SINGLE.includes(mark)) {
      const ahead = this.text.slice(at + 1, Math.min(end, at + FAR));
      return new RegExp(`\\S[${CLOSING[mark]}](?![\\p{L}\\p{N}])`, "u").test(ahead);
    }
    return true;
  }

  /**
   * @param {number} at
   * @returns {boolean}
   */
  canOpen(at) {
    return at === 0 || BEFORE_OPENING.test(this.text.charAt(at - 1));
  }

  /**
   * Whether nothing follows the mark at once.
   * @param {number} at
   * @returns {boolean}
   */
  endsThere(at) {
    return at + 1 >= this.text.length || /\s/u.test(this.text.charAt(at + 1));
  }

  /**
   * @param {number} at
   * @returns {boolean}
   */
  isLetter(at) {
    return LETTER.test(this.text.charAt(at));
  }
}
