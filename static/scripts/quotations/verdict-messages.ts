/**
 * The wording of findings, for the page and for the command line.
 */

import { counted } from "../shared/numbers-and-dates.ts";
import type { Finding, Verdict } from "./judge.ts";

export const NAMES: Readonly<Record<Verdict, string>> = {
  verbatim: "Word for word",
  altered: "Altered",
  joined: "Joined",
  "someone-else": "Said by someone else",
  "not-found": "Not found here",
  short: "Too short to judge",
  "too-common": "Too common to look up",
};

export const MEANINGS: Readonly<Record<Verdict, string>> = {
  verbatim: "These words stand here as they are quoted.",
  altered: "The record has other words than the quotation, as marked.",
  joined: "The words stand here in separate places.",
  "someone-else": "The words stand here, but not as the words of a speaker of this record.",
  "not-found":
    "The words do not stand in this collection. They may have been said elsewhere, or in other words.",
  short: "So few words say nothing about who is quoted.",
  "too-common": "Every word of it stands nearly everywhere.",
};

export const REMARKS: Readonly<Record<string, string>> = {
  "brackets-only": "It differs only in words that it puts in square brackets.",
  "joined-silently": "The quotation does not say that something stands between its parts.",
  "joined-with-marks": "The quotation says itself that it is in parts.",
  "several-statements": "The parts are of different statements.",
  "other-order": "The parts stand in another order there.",
  reported: "A news report quotes them so; it is no transcript.",
  "partly-someone-else": "The parts are not all the same person’s.",
  "negation-before":
    "In the record a negation stands shortly before them: read the whole sentence.",
  "goes-on": "The sentence goes on in the record.",
};

const OTHER_MARKS = "The record has the same words with other punctuation, as marked.";
const NOT_A_SPEAKERS = "What stands here are not the words of a speaker of this record.";

/** Describes a finding in sentences. */
export function sayFinding(finding: Finding): string[] {
  const { verdict, remarks, count } = finding;
  const said = sayMeaning(finding);
  said.push(...remarks.flatMap((remark) => REMARKS[remark] ?? []));
  if (verdict === "short") {
    said.push(`They stand in ${counted(count, "paragraph")}.`);
  } else if (count > 1) {
    said.push(`The same words stand in ${counted(count, "paragraph")}.`);
  }
  return said;
}

function sayMeaning(finding: Finding): string[] {
  const { verdict, how, remarks } = finding;
  const meaning = remarks.includes("punctuation-only") ? OTHER_MARKS : MEANINGS[how];
  if (verdict !== "someone-else") {
    return [meaning];
  }
  return how === "verbatim"
    ? [MEANINGS["someone-else"], sayWhose(finding)]
    : [NOT_A_SPEAKERS, sayWhose(finding), meaning];
}

function sayWhose({ places }: Finding): string {
  const passage = places[0]?.reaches[0]?.passage;
  if (passage?.kind === "question") {
    return "They are a question that was put.";
  }
  return passage?.kind === "report"
    ? "They are the narration of a news report."
    : `They are the words of ${passage?.speakerName}.`;
}
