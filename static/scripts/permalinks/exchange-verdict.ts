/** Decides whether a cited exchange is unchanged. Works on plain values, without the DOM. */

import { markOfAll } from "./fingerprint.ts";

/** An earlier wording, as `onrecord/permalinks/history.py` writes it. */
type Wording = { mark: string; until: string; paragraphs: Record<string, string> };

export type FormerExchange = { earlier?: Wording[] };

/** A paragraph and the fingerprint of its text. */
export type Marked = { anchor: string; mark: string };

/** `words` lists the paragraphs as they were cited. */
export type ExchangeVerdict =
  | { kind: "as cited"; words: Marked[] }
  | { kind: "unknown" }
  | { kind: "moved"; words: Marked[]; from: number; to: number }
  | {
      kind: "edited";
      words: Marked[];
      until: string;
      changed: Marked[];
      moved: Marked[];
      added: string[];
    };

const MOST = 40; // the most paragraphs that an exchange is expected to have

/**
 * Compares a cited exchange with the page.
 * @param fingerprint of the exchange as it was cited
 * @param own its paragraphs now; none if it was merged into another exchange
 * @param all the page's paragraphs
 * @param former its earlier wordings
 */
export function judgeExchange(
  mark: string,
  own: readonly Marked[],
  all: readonly Marked[],
  former: FormerExchange | undefined,
): ExchangeVerdict {
  if (markOfAll(marksOf(own)) === mark) return { kind: "as cited", words: [...own] };
  const wording = [...(former?.earlier ?? [])].reverse().find((one) => one.mark === mark);
  const run = wording && own.length ? null : findRun(mark, all);
  if (!wording || run) return run ?? { kind: "unknown" };
  const words = Object.entries(wording.paragraphs).map(([anchor, was]) => ({ anchor, mark: was }));
  const [here, there] = [own, all].map(
    (some) => new Map(some.map((one) => [one.anchor, one.mark])),
  );
  const away = words.filter((one) => here?.get(one.anchor) !== one.mark);
  return {
    kind: "edited",
    words,
    until: wording.until,
    changed: away.filter((one) => there?.get(one.anchor) !== one.mark),
    moved: away.filter((one) => there?.get(one.anchor) === one.mark),
    added: own.map(({ anchor }) => anchor).filter((anchor) => !(anchor in wording.paragraphs)),
  };
}

/**
 * Finds consecutive paragraphs with the cited wording: those of an exchange that was merged into
 * another.
 */
function findRun(mark: string, all: readonly Marked[]): ExchangeVerdict | null {
  const marks = marksOf(all);
  for (let from = 0; from < marks.length; from += 1) {
    for (let to = from; to < Math.min(from + MOST, marks.length); to += 1) {
      if (markOfAll(marks.slice(from, to + 1)) !== mark) continue;
      return { kind: "moved", words: all.slice(from, to + 1), from, to };
    }
  }
  return null;
}

function marksOf(paragraphs: readonly Marked[]): string[] {
  return paragraphs.map(({ mark }) => mark);
}
