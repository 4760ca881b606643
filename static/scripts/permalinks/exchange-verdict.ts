/** Decides whether a cited exchange is unchanged. Works on plain values, without the DOM. */

import { combineFingerprints } from "./fingerprint.ts";

/** An earlier wording, as `onrecord/permalinks/history.py` writes it. */
type Wording = { mark: string; until: string; paragraphs: Record<string, string> };

export type FormerExchange = { earlier?: Wording[] };

/** A paragraph and the fingerprint of its text. */
export type Fingerprinted = { anchor: string; fingerprint: string };

/** `words` lists the paragraphs as they were cited. */
export type ExchangeVerdict =
  | { kind: "unchanged"; cited: Fingerprinted[] }
  | { kind: "unknown" }
  | { kind: "moved"; cited: Fingerprinted[]; from: number; to: number }
  | {
      kind: "edited";
      cited: Fingerprinted[];
      until: string;
      changed: Fingerprinted[];
      moved: Fingerprinted[];
      added: string[];
    };

const MAX_PARAGRAPHS = 40; // the most paragraphs that an exchange is expected to have

/**
 * Compares a cited exchange with the page.
 * @param fingerprint of the exchange as it was cited
 * @param own its paragraphs now; none if it was merged into another exchange
 * @param all the page's paragraphs
 * @param former its earlier wordings
 */
export function judgeExchange(
  fingerprint: string,
  own: readonly Fingerprinted[],
  all: readonly Fingerprinted[],
  former: FormerExchange | undefined,
): ExchangeVerdict {
  if (combineFingerprints(listFingerprints(own)) === fingerprint)
    return { kind: "unchanged", cited: [...own] };
  const wording = [...(former?.earlier ?? [])].reverse().find((one) => one.mark === fingerprint);
  const run = wording && own.length ? null : findRun(fingerprint, all);
  if (!wording || run) return run ?? { kind: "unknown" };
  const cited = Object.entries(wording.paragraphs).map(([anchor, was]) => ({
    anchor,
    fingerprint: was,
  }));
  const [here, there] = [own, all].map(
    (some) => new Map(some.map((one) => [one.anchor, one.fingerprint])),
  );
  const missing = cited.filter((one) => here?.get(one.anchor) !== one.fingerprint);
  return {
    kind: "edited",
    cited,
    until: wording.until,
    changed: missing.filter((one) => there?.get(one.anchor) !== one.fingerprint),
    moved: missing.filter((one) => there?.get(one.anchor) === one.fingerprint),
    added: own.map(({ anchor }) => anchor).filter((anchor) => !(anchor in wording.paragraphs)),
  };
}

/**
 * Finds consecutive paragraphs with the cited wording: those of an exchange that was merged into
 * another.
 */
function findRun(fingerprint: string, all: readonly Fingerprinted[]): ExchangeVerdict | null {
  const fingerprints = listFingerprints(all);
  for (let from = 0; from < fingerprints.length; from += 1) {
    for (let to = from; to < Math.min(from + MAX_PARAGRAPHS, fingerprints.length); to += 1) {
      if (combineFingerprints(fingerprints.slice(from, to + 1)) !== fingerprint) continue;
      return { kind: "moved", cited: all.slice(from, to + 1), from, to };
    }
  }
  return null;
}

function listFingerprints(paragraphs: readonly Fingerprinted[]): string[] {
  return paragraphs.map(({ fingerprint }) => fingerprint);
}
