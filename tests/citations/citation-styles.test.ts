/** Citations in every style. `test_citation_styles.py` tests the build with the same cases. */

import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "./cases.json";
import { cite, toCsl } from "../../static/scripts/citations/citation-styles.ts";
import type { Citation } from "../../static/scripts/citations/citation-styles.ts";

/** A citation as the cases hold it: named as in Python. */
type Written = Omit<Citation, "isReport" | "whole" | "answers"> & {
  is_report: boolean;
  whole?: Written;
  answers?: Written[];
};

function readCitation({ is_report: isReport, whole, answers = [], ...known }: Written): Citation {
  const parts = {
    answers: answers.map(readCitation),
    ...(whole && { whole: readCitation(whole) }),
  };
  return { ...known, isReport, ...parts };
}

for (const { case: name, citation, expected } of cases) {
  test(`in every style: ${name}`, () => {
    const facts = readCitation(citation);
    assert.deepEqual(
      {
        chicago: cite(facts, "chicago"),
        apa: cite(facts, "apa"),
        mla: cite(facts, "mla"),
        bibtex: cite(facts, "bibtex"),
        ris: cite(facts, "ris"),
        csl: toCsl(facts),
      },
      expected,
    );
  });
}
