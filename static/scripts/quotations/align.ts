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
  const cost = last.reduce((least, here) => Math.min(least, here), IMPOSSIBLE);
  const ends: number[] = [];
  last.forEach((here, column) => {
    if (here === cost) {
      ends.push(column);
    }
  });
  return (cost === 0 ? ends : ends.slice(0, 1)).map((end) => ({ cost, steps: table.trace(end) }));
}

/**
 * Row i, column j: the lowest cost of the first i words, ending at position j. A window of m words
 * has m + 1 columns: before its first word, and after each word.
 */
class Table {
  private readonly quoted: readonly Token[];
  private readonly marked: readonly boolean[];
  private readonly windows: readonly Window[];
  private readonly starts: number[];
  readonly rows: Int32Array[];
  private readonly unjumped: Int32Array[];

  constructor(quoted: readonly Token[], marked: readonly boolean[], windows: readonly Window[]) {
    this.quoted = quoted;
    this.marked = marked;
    this.windows = windows;
    this.starts = [0];
    for (const { tokens } of windows) {
      this.starts.push(this.startOf(this.starts.length - 1) + tokens.length + 1);
    }
    this.rows = [new Int32Array(this.startOf(windows.length))];
    this.unjumped = [...this.rows]; // the rows before jumps are considered
    for (let number = 1; number <= quoted.length; number += 1) {
      const row = this.nextRow(number);
      this.unjumped.push(row);
      this.rows.push(number < quoted.length ? this.jump(row, number) : row);
    }
  }

  /** Returns the row after so many words of the quotation. */
  private nextRow(number: number): Int32Array {
    const above = rowOf(this.rows, number - 1);
    const row = new Int32Array(above.length);
    const token = this.wordBefore(number);
    const added = token.isBracketed ? BRACKETED : ADDED;
    const begins = this.begins(number);
    let column = 0;
    for (const { tokens, follows } of this.windows) {
      let here = at(above, column) + added;
      if (follows && at(row, column - 1) < here) {
        here = at(row, column - 1);
      }
      row[column] = here;
      let isFirst = true;
      for (const there of tokens) {
        const leftOut = here + (there.isBracketed ? BRACKETED : LEFT_OUT);
        here = at(above, column) + costOf(token, there, begins || isFirst);
        isFirst = false;
        column += 1;
        here = Math.min(here, at(above, column) + added, leftOut);
        row[column] = here;
      }
      column += 1;
    }
    return row;
  }

  /** Returns the row with the costs that a jump lowers. */
  private jump(row: Int32Array, number: number): Int32Array {
    const jumped = new Int32Array(row.length);
    const { within, anywhere } = this.jumpCosts(number);
    const least = row.reduce((lower, here) => Math.min(lower, here), IMPOSSIBLE) + anywhere;
    for (let place = 0; place < this.windows.length; place += 1) {
      let nearest = least;
      for (let column = this.startOf(place); column < this.startOf(place + 1); column += 1) {
        const here = at(row, column);
        jumped[column] = Math.min(here, nearest);
        nearest = Math.min(nearest, here + within);
      }
    }
    return jumped;
  }

  private jumpCosts(number: number): { within: number; anywhere: number } {
    return this.marked[number]
      ? { within: MARKED_JUMP_WITHIN, anywhere: MARKED_JUMP }
      : { within: JUMP_WITHIN, anywhere: JUMP };
  }

  /** Returns the way that ends at a column of the last row. */
  trace(end: number): Step[] {
    const steps: Step[] = [];
    let number = this.quoted.length;
    let column = end;
    while (number > 0) {
      if (at(rowOf(this.rows, number), column) < at(rowOf(this.unjumped, number), column)) {
        const following = steps.at(-1);
        if (following) {
          following.jumps = true;
        }
        column = this.jumpedFrom(number, column);
      }
      column = this.stepBack(number, column, steps);
      number -= 1;
    }
    return steps.reverse();
  }

  /**
   * Adds the steps within a row, and the one that leads to the row.
   * @returns the column before them, in the row above
   */
  private stepBack(number: number, end: number, steps: Step[]): number {
    const [row, above] = [rowOf(this.unjumped, number), rowOf(this.rows, number - 1)];
    const token = this.wordBefore(number);
    const added = token.isBracketed ? BRACKETED : ADDED;
    const begins = this.begins(number);
    for (let column = end; ; column -= 1) {
      const window = this.windowOf(column);
      const there = column - this.startOf(window) - 1;
      const other = this.windows[window]?.tokens[there];
      const held = other ? costOf(token, other, begins || there === 0) : IMPOSSIBLE;
      if (other && at(row, column) === at(above, column - 1) + held) {
        steps.push({ quoted: number - 1, window, there, jumps: false });
        return column - 1;
      }
      if (at(row, column) === at(above, column) + added) {
        steps.push({ quoted: number - 1, window, there: -1, jumps: false });
        return column;
      }
      if (other) {
        steps.push({ quoted: -1, window, there, jumps: false });
      }
    }
  }

  /**
   * Returns the column that a jump started from: the nearest earlier one in the same paragraph, or
   * the first anywhere.
   */
  private jumpedFrom(number: number, column: number): number {
    const row = rowOf(this.unjumped, number);
    const value = at(rowOf(this.rows, number), column);
    const { within, anywhere } = this.jumpCosts(number);
    for (let before = column - 1; before >= this.startOf(this.windowOf(column)); before -= 1) {
      if (at(row, before) + within === value) {
        return before;
      }
    }
    return row.indexOf(value - anywhere);
  }

  private windowOf(column: number): number {
    let window = 0;
    while (this.startOf(window + 1) <= column) {
      window += 1;
    }
    return window;
  }

  /** True if the punctuation before a word of the quotation is not part of the record. */
  private begins(number: number): boolean {
    return number === 1 || this.marked[number - 1] === true;
  }

  private startOf(window: number): number {
    return this.starts[window]!;
  }

  private wordBefore(number: number): Token {
    return this.quoted[number - 1]!;
  }
}

function rowOf(rows: readonly Int32Array[], number: number): Int32Array {
  return rows[number]!;
}

function at(row: Int32Array, column: number): number {
  return row[column]!;
}

/** @param begins true if the punctuation before the words is ignored */
function costOf(token: Token, there: Token, begins: boolean): number {
  if (token.key === there.key) {
    return begins || token.before === there.before ? 0 : OTHER_PUNCTUATION;
  }
  if (token.isBracketed) {
    return BRACKETED;
  }
  return token.term !== null && token.term === there.term ? OTHER_FORM : CHANGED;
}
