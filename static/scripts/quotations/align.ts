/**
 * Aligns the words of a quotation with those of the paragraphs that may contain it.
 *
 * Finds the cheapest way to make the quotation from the record: word for word, with words changed,
 * added or left out, and with jumps between places. The table has a row for each word of the
 * quotation and a column for each position in the paragraphs. Costs are integers, so that every
 * browser chooses the same of several equally cheap ways.
 */

import type { Token } from "./tokens.ts";

/** A paragraph's words. `follows` is true if it continues the window before it. */
interface Window {
  tokens: readonly Token[];
  follows: boolean;
}

/** One step of a way: a word of the quotation, of the record, or a pair of both. */
export interface Step {
  /** index of the word in the quotation; -1 for none */
  quoted: number;
  window: number;
  /** index of the word in the window; -1 for none */
  there: number;
  /** true if it does not continue where the previous step ended */
  jumps: boolean;
}

export type Way = { cost: number; steps: Step[] };

export const CHANGED = 64; // the cost of a changed word, and below, of other differences
export const BRACKETED = 16; // a word in square brackets, changed, added or left out
const OTHER_PUNCTUATION = 1; // different punctuation before a word
const OTHER_FORM = 32; // another word with the same stem
const ADDED = 65; // a change is preferred to an addition and an omission
const LEFT_OUT = 48;
const JUMP_WITHIN = 190; // to a later place in the same paragraph: cheaper than three changed words
export const JUMP = 224; // to any place
const MARKED_JUMP_WITHIN = 16; // if the quotation shows an omission
const MARKED_JUMP = 96;
const IMPOSSIBLE = 1 << 29;

/** A position in the paragraphs: before the first word of a window, or after one of its words. */
interface Column {
  window: number;
  /** index of the word in the window; -1 before the first */
  there: number;
  word: Token | undefined;
  /** true before the first word of a window that continues the one before it */
  follows: boolean;
}

/**
 * Returns the cheapest ways, ordered by the window in which they end. Returns more than one only if
 * the quotation occurs word for word, with the same punctuation.
 * @param marked for each word, true if the quotation shows an omission before it
 */
export function align(
  quoted: readonly Token[],
  marked: readonly boolean[],
  windows: readonly Window[],
): Way[] {
  const table = new Table(quoted, marked, windows);
  const last = table.rows.at(-1)!;
  const cost = leastOf(last);
  const ends = [...last.keys()].filter((column) => last[column] === cost);
  return (cost === 0 ? ends : ends.slice(0, 1)).map((end) => ({ cost, steps: table.trace(end) }));
}

/** Row i, column j: the lowest cost of the first i words, ending at position j. */
class Table {
  private readonly quoted: readonly Token[];
  private readonly marked: readonly boolean[];
  private readonly columns: readonly Column[];
  readonly rows: Int32Array[];
  private readonly unjumped: Int32Array[];

  constructor(quoted: readonly Token[], marked: readonly boolean[], windows: readonly Window[]) {
    this.quoted = quoted;
    this.marked = marked;
    this.columns = windows.flatMap(({ tokens, follows }, window) => [
      { window, there: -1, word: undefined, follows },
      ...tokens.map((word, there) => ({ window, there, word, follows: false })),
    ]);
    this.rows = [new Int32Array(this.columns.length)];
    this.unjumped = [...this.rows]; // the rows before jumps are considered
    for (let number = 1; number <= quoted.length; number += 1) {
      const row = this.nextRow(number);
      this.unjumped.push(row);
      this.rows.push(number < quoted.length ? this.jump(row, number) : row);
    }
  }

  /** Returns the row after so many words of the quotation. */
  private nextRow(number: number): Int32Array {
    const above = this.rows[number - 1]!;
    const row = new Int32Array(above.length);
    const token = this.quoted[number - 1]!;
    const added = costOfAdding(token);
    const begins = this.begins(number);
    let here = 0;
    for (let column = 0; column < row.length; column += 1) {
      const { word, there, follows } = this.columns[column]!;
      const without = above[column]! + added;
      if (word) {
        const paired = above[column - 1]! + costOf(token, word, begins || there === 0);
        here = Math.min(paired, without, here + (word.isBracketed ? BRACKETED : LEFT_OUT));
      } else {
        here = follows ? Math.min(without, here) : without;
      }
      row[column] = here;
    }
    return row;
  }

  /** Returns the row with the costs that a jump lowers. */
  private jump(row: Int32Array, number: number): Int32Array {
    const { within, anywhere } = this.jumpCosts(number);
    const least = leastOf(row) + anywhere;
    let nearest = least;
    return row.map((here, column) => {
      const before = this.columns[column]!.word ? nearest : least;
      nearest = Math.min(before, here + within);
      return Math.min(here, before);
    });
  }

  private jumpCosts(number: number): { within: number; anywhere: number } {
    return this.marked[number]
      ? { within: MARKED_JUMP_WITHIN, anywhere: MARKED_JUMP }
      : { within: JUMP_WITHIN, anywhere: JUMP };
  }

  /** Returns the way that ends at a column of the last row. */
  trace(end: number): Step[] {
    const steps: Step[] = [];
    let column = end;
    for (let number = this.quoted.length; number > 0; number -= 1) {
      if (this.rows[number]![column]! < this.unjumped[number]![column]!) {
        const following = steps.at(-1);
        if (following) following.jumps = true;
        column = this.jumpedFrom(number, column);
      }
      column = this.stepBack(number, column, steps);
    }
    return steps.reverse();
  }

  /**
   * Adds the steps within a row, and the one that leads to the row.
   * @returns the column before them, in the row above
   */
  private stepBack(number: number, end: number, steps: Step[]): number {
    const [row, above] = [this.unjumped[number]!, this.rows[number - 1]!];
    const token = this.quoted[number - 1]!;
    const begins = this.begins(number);
    for (let column = end; ; column -= 1) {
      const { window, there, word } = this.columns[column]!;
      const here = row[column]!;
      const cost = word ? costOf(token, word, begins || there === 0) : IMPOSSIBLE;
      const isPaired = word && here === above[column - 1]! + cost;
      if (isPaired || here === above[column]! + costOfAdding(token)) {
        steps.push({ quoted: number - 1, window, there: isPaired ? there : -1, jumps: false });
        return isPaired ? column - 1 : column;
      }
      if (word) steps.push({ quoted: -1, window, there, jumps: false });
    }
  }

  /**
   * Returns the column that a jump started from: the nearest earlier one in the same paragraph, or
   * the first anywhere.
   */
  private jumpedFrom(number: number, column: number): number {
    const row = this.unjumped[number]!;
    const value = this.rows[number]![column]!;
    const { within, anywhere } = this.jumpCosts(number);
    const { window } = this.columns[column]!;
    for (let before = column - 1; this.columns[before]?.window === window; before -= 1) {
      if (row[before]! + within === value) return before;
    }
    return row.indexOf(value - anywhere);
  }

  /** True if the punctuation before a word of the quotation is not part of the record. */
  private begins(number: number): boolean {
    return number === 1 || this.marked[number - 1] === true;
  }
}

function leastOf(row: Int32Array): number {
  return row.reduce((least, cost) => Math.min(least, cost), IMPOSSIBLE);
}

function costOfAdding(token: Token): number {
  return token.isBracketed ? BRACKETED : ADDED;
}

/** @param begins true if the punctuation before the words is ignored */
function costOf(token: Token, there: Token, begins: boolean): number {
  if (token.key === there.key) {
    return begins || token.before === there.before ? 0 : OTHER_PUNCTUATION;
  }
  if (token.isBracketed) return BRACKETED;
  return token.term !== null && token.term === there.term ? OTHER_FORM : CHANGED;
}
