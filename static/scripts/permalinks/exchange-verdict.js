/**
 * Whether an exchange that was cited still reads so: plain values to a verdict.
 */

import { markOfAll } from "./fingerprint.js";

/**
 * What was there before; `onrecord/permalinks/history.py` says what is in it.
 * @typedef {{ mark: string, until: string, paragraphs: Record<string, string> }} Wording
 * @typedef {{ earlier?: Wording[] }} Former
 *
 * @typedef {{ anchor: string, mark: string }} Marked a paragraph, and the mark of its words
 * `words` are the paragraphs as they were cited.
 * @typedef {{ kind: "as cited", words: Marked[] }
 *   | { kind: "unknown" }
 *   | { kind: "moved", words: Marked[], from: number, to: number }
 *   | { kind: "edited", words: Marked[], until: string, changed: Marked[], moved: Marked[],
 *       added: string[] }} Verdict
 */

const MOST = 40; // paragraphs of an exchange

/**
 * @param {string} mark of the words that were cited
 * @param {readonly Marked[]} own the paragraphs of the exchange, as they are now; none where it went
 *   into another
 * @param {readonly Marked[]} all those of the page
 * @param {Former | undefined} former what is known of the exchange
 * @returns {Verdict}
 */
export function judgeExchange(mark, own, all, former) {
  if (markOfAll(marksOf(own)) === mark) return { kind: "as cited", words: [...own] };
  const wording = [...(former?.earlier ?? [])].reverse().find((one) => one.mark === mark);
  const run = wording && own.length ? null : findRun(mark, all);
  if (!wording || run) return run ?? { kind: "unknown" };
  const words = Object.entries(wording.paragraphs).map(([anchor, was]) => ({ anchor, mark: was }));
  const [here, there] = [own, all].map((some) => new Map(some.map((one) => [one.anchor, one.mark])));
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
 * Paragraphs one after another that read as was cited: of an exchange that went into another one.
 * @param {string} mark
 * @param {readonly Marked[]} all
 * @returns {Verdict | null}
 */
function findRun(mark, all) {
  const marks = marksOf(all);
  for (let from = 0; from < marks.length; from += 1) {
    for (let to = from; to < Math.min(from + MOST, marks.length); to += 1) {
      if (markOfAll(marks.slice(from, to + 1)) !== mark) continue;
      return { kind: "moved", words: all.slice(from, to + 1), from, to };
    }
  }
  return null;
}

/** @param {readonly Marked[]} paragraphs */
function marksOf(paragraphs) {
  return paragraphs.map(({ mark }) => mark);
}
