/** Citations in every style. `test_citation_styles.py` tests the build with the same cases. */

import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "./cases.json";
import { cite, toCsl } from "../../static/scripts/citations/citation-styles.ts";

for (const { case: name, citation, expected } of cases) {
  test(`in every style: ${name}`, () => {
    const { is_report: isReport, ...known } = citation;
    const facts = { ...known, isReport };
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
