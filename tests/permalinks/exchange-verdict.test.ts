/** Verdicts on cited exchanges. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { judgeExchange } from "../../static/scripts/permalinks/exchange-verdict.ts";
import {
  fingerprintText,
  combineFingerprints,
} from "../../static/scripts/permalinks/fingerprint.ts";
import type { Fingerprinted } from "../../static/scripts/permalinks/exchange-verdict.ts";

/** Returns paragraphs with these texts. */
function fingerprintTexts(...texts: string[]): Fingerprinted[] {
  return texts.map((text, place) => ({
    anchor: `p${place + 1}`,
    fingerprint: fingerprintText(text),
  }));
}

/** Returns the history of an exchange that had these paragraphs. */
function historyOf(fingerprint: string, paragraphs: Record<string, string>) {
  return { earlier: [{ mark: fingerprint, until: "2026-12-01", paragraphs }] };
}

test("an exchange is as cited if each of its paragraphs is", () => {
  const fingerprint = combineFingerprints(fingerprintTexts("a", "b").map((one) => one.fingerprint));
  const now = fingerprintTexts("a", "b");
  assert.deepEqual(judgeExchange(fingerprint, now, now, undefined), {
    kind: "unchanged",
    cited: now,
  });
  const turned = fingerprintTexts("b", "a");
  assert.deepEqual(judgeExchange(fingerprint, turned, turned, undefined), { kind: "unknown" });
  assert.deepEqual(judgeExchange(fingerprint, [], [], undefined), { kind: "unknown" });
});

test("an exchange merged into another is found there", () => {
  const fingerprint = combineFingerprints([fingerprintText("a"), fingerprintText("b")]);
  const now = fingerprintTexts("x", "a", "b", "y");
  assert.deepEqual(judgeExchange(fingerprint, now, now, undefined), {
    kind: "moved",
    cited: now.slice(1, 3),
    from: 1,
    to: 2,
  });
});

test("the verdict on an edited exchange lists changed and added paragraphs", () => {
  const was = { p1: fingerprintText("a"), p2: fingerprintText("old"), p9: fingerprintText("gone") };
  const fingerprint = combineFingerprints(Object.values(was));
  const now = fingerprintTexts("a", "new", "more");
  assert.deepEqual(judgeExchange(fingerprint, now, now, historyOf(fingerprint, was)), {
    kind: "edited",
    cited: [
      { anchor: "p1", fingerprint: was.p1 },
      { anchor: "p2", fingerprint: was.p2 },
      { anchor: "p9", fingerprint: was.p9 },
    ],
    until: "2026-12-01",
    changed: [
      { anchor: "p2", fingerprint: was.p2 },
      { anchor: "p9", fingerprint: was.p9 },
    ],
    moved: [],
    added: ["p3"],
  });
});

test("the verdict on a merged and edited exchange lists the paragraphs that are unchanged", () => {
  const was = { p2: fingerprintText("b"), p3: fingerprintText("c"), p4: fingerprintText("old") };
  const fingerprint = combineFingerprints(Object.values(was));
  const whole = fingerprintTexts("a", "b", "c", "new");
  const cited = Object.entries(was).map(([anchor, one]) => ({ anchor, fingerprint: one }));
  assert.deepEqual(judgeExchange(fingerprint, [], whole, historyOf(fingerprint, was)), {
    kind: "edited",
    cited,
    until: "2026-12-01",
    changed: cited.slice(2),
    moved: cited.slice(0, 2),
    added: [],
  });
});
