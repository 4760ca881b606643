/**
 * Finds the outermost pairs of quotation marks in a text.
 *
 * Pairs are “…”, "…", ‘…’, '…', «…», »…«, „…“, ”…”, ‹…›, 「…」, 『…』. If a quotation continues in the
 * next paragraph, that paragraph repeats its opening mark or closes it. A quotation left open ends
 * with its paragraph; single marks left open are apostrophes.
 */

/** The text between two quotation marks; `end` is the offset of the closing one. */
export type Span = { start: number; end: number };

/** Returns the outermost quotations of a text, in order. */
export function findSpans(text: string): Span[] {
  const spans: Span[] = [];
  const pairs = new Pairs(text);
  let endBefore = 0;
  for (const [start, end] of paragraphsOf(text)) {
    if (pairs.open.length && !pairs.continues(start, end)) spans.push(...pairs.closeAll(endBefore));
    for (const { 0: mark, index } of text.slice(start, end).matchAll(MARK)) {
      spans.push(...pairs.read(start + index, mark, start, end));
    }
    endBefore = end;
  }
  return [...spans, ...pairs.closeAll(endBefore)];
}

/** Returns where the paragraphs of a text begin and end. */
export function paragraphsOf(text: string): [number, number][] {
  const paragraphs: [number, number][] = [];
  let start = 0;
  for (const { 0: between, index } of text.matchAll(BREAK)) {
    paragraphs.push([start, index]);
    start = index + between.length;
  }
  return [...paragraphs, [start, text.length]];
}

const MARK = /[“”„‟"＂«»‹›‘’‚'「」『』]/gu;
// An empty line, or a line break after a sentence or before a quotation.
const BREAK = /\n[ \t\u00A0]*\n\s*|\n(?=[ \t\u00A0]*[“"«„‘])|(?<=[.!?:”"»’…])[ \t]*\n/gu;
// Each opening mark, followed by those that close it.
const PAIRS = "“” „“” ‟” ”” \"\" ＂＂ «» »« ‹› ‘’ ‚‘’ '' 「」 『』".split(" ");
const CLOSING: Record<string, string> = Object.fromEntries(
  PAIRS.map((pair) => [pair.charAt(0), pair.slice(1)]),
);
const BOTH_WAYS = "\"'＂”»";
const SINGLE = "‘‚'";
const SPACED = "«‹"; // marks that may have a space inside
const LETTER = /[\p{L}\p{N}]/u;
const BEFORE_OPENING = /[\s([{—–/:,>“„«‘"'-]/u;
const DEEPEST = 8;
const FAR = 2000; // characters within which a single mark is closed

/** The quotation marks that are open, outermost first, and where the text after each begins. */
class Pairs {
  private readonly text: string;
  open: { mark: string; start: number }[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** True if the outermost quotation continues in the paragraph from `start` to `end`. */
  continues(start: number, end: number): boolean {
    this.open.length = 1;
    const mark = this.open[0]?.mark ?? "";
    if (SINGLE.includes(mark)) return false;
    if (this.text.startsWith(mark, start)) return true;
    for (const { 0: found, index } of this.text.slice(start, end).matchAll(MARK)) {
      if (found === mark || CLOSING[mark]?.includes(found)) {
        return this.isClosing(start + index, found, mark);
      }
    }
    return false;
  }

  /** Closes everything that is open. Text after an open double mark is a quotation up to `end`. */
  closeAll(end: number): Span[] {
    const [outermost] = this.open;
    this.open = [];
    return outermost && !SINGLE.includes(outermost.mark) ? [{ start: outermost.start, end }] : [];
  }

  /** Reads a quotation mark; returns the outermost quotation that it closes, if any. */
  read(at: number, mark: string, start: number, end: number): Span[] {
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

  private isApostrophe(at: number, mark: string): boolean {
    return "'’‘".includes(mark) && this.isLetter(at - 1) && this.isLetter(at + 1);
  }

  private isClosing(at: number, mark: string, opened: string): boolean {
    if (!CLOSING[opened]?.includes(mark)) return false;
    const isSpaced = SPACED.includes(opened); // « comme ceci »
    if (BOTH_WAYS.includes(mark) && !isSpaced && this.canOpen(at) && !this.endsThere(at)) {
      return false;
    }
    return !("'’".includes(mark) && this.isPossessive(at, mark));
  }

  /**
   * True for the possessive in `the workers’ rights’`: it follows an s, and another mark closes the
   * quotation.
   */
  private isPossessive(at: number, mark: string): boolean {
    if (this.text[at - 1] !== "s" || !/^ [a-z]/u.test(this.text.slice(at + 1, at + 3))) {
      return false;
    }
    const [rest = ""] = this.text.slice(at + 1, at + FAR).split("\n", 1);
    const closing = rest.search(new RegExp(`${mark}(?![\\p{L}\\p{N}])`, "u"));
    const opening = rest.search(/(?<![^\s(])['‘](?=\S)/u);
    return closing >= 0 && (opening < 0 || closing < opening);
  }

  private isOpening(at: number, mark: string, end: number): boolean {
    if (!(mark in CLOSING)) return false;
    if (this.endsThere(at)) {
      const isClosed = this.text.slice(at, end).includes(CLOSING[mark]!);
      return SPACED.includes(mark) && isClosed && this.canOpen(at);
    }
    if (BOTH_WAYS.includes(mark) && !this.canOpen(at)) return false;
    if (SINGLE.includes(mark)) {
      const ahead = this.text.slice(at + 1, Math.min(end, at + FAR));
      return new RegExp(`\\S[${CLOSING[mark]}](?![\\p{L}\\p{N}])`, "u").test(ahead);
    }
    return true;
  }

  private canOpen(at: number): boolean {
    return at === 0 || BEFORE_OPENING.test(this.text.charAt(at - 1));
  }

  /** True if white space or nothing follows the mark. */
  private endsThere(at: number): boolean {
    return at + 1 >= this.text.length || /\s/u.test(this.text.charAt(at + 1));
  }

  private isLetter(at: number): boolean {
    return LETTER.test(this.text.charAt(at));
  }
}
