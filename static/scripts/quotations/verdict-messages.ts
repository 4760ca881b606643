/**
 * The wording of findings, for the page and for the command line.
 */

import { _, ngettext } from "../shared/messages.ts";
import { longDate } from "../shared/numbers-and-dates.ts";
import { quotedNames } from "../search/passage-citation.ts";
import { readTokens, isNegation } from "./tokens.ts";
import type { Finding, Place, Run } from "./judge.ts";

/** For each speaker’s slug, the usual name first. */
export type Names = ReadonlyMap<string, readonly string[]>;

interface Explained {
  name: string;
  meaning: string | ((finding: Finding, names: Names) => string);
  tone?: string;
}

/** What a finding is called and means: the verdict on the wording, or on who said it. */
export const OUTCOMES = {
  verbatim: {
    name: _("Word for word"),
    meaning: _("The record has exactly these words."),
    tone: "good",
  },
  punctuation: {
    name: _("Word for word, other punctuation"),
    meaning: _("The record has the same words with other punctuation."),
    tone: "good",
  },
  shortened: {
    name: _("Shortened"),
    meaning: _("The quotation shows with an ellipsis that something is left out."),
  },
  spliced: { name: _("Spliced"), meaning: saySpliced, tone: "bad" },
  altered: {
    name: _("Altered"),
    meaning: _("The wording differs from the record. Differences are highlighted."),
    tone: "bad",
  },
  asked: { name: _("Asked by a journalist"), meaning: _("A journalist asked this.") },
  paraphrase: {
    name: _("Paraphrase in a report"),
    meaning: _("This is the reporter’s own text, not a quotation."),
  },
  "someone-else": { name: _("Said by someone else"), meaning: sayWhose, tone: "bad" },
  "not-found": {
    name: _("Not found here"),
    meaning: _(
      "This collection does not have these words. They may have been said elsewhere, or in other words.",
    ),
  },
  short: { name: _("Too short to judge"), meaning: sayHowOften },
  "too-common": {
    name: _("Too common to search for"),
    meaning: _("All of these words are too common to search for."),
  },
} satisfies Record<string, Explained>;

export type Outcome = keyof typeof OUTCOMES;

/** On what is read before everything else. */
const NEGATION_BEFORE = _(
  "In the record, a negation comes shortly before these words: read the whole sentence.",
);
const REMARKS: Readonly<Record<string, string>> = {
  "brackets-only": _("It differs only in words that it puts in square brackets."),
  "several-statements": _("The parts are from different statements."),
  "other-order": _("The parts are in another order in the record."),
  "partly-someone-else": _("The parts are not all from the same person."),
  "goes-on": _("The sentence goes on in the record."),
};

export function outcomeOf(finding: Finding): Outcome {
  const { verdict, places } = finding;
  if (verdict !== "someone-else") return wordingOf(finding);
  const kind = places[0]?.reaches[0]?.passage.kind;
  if (kind === "question") return "asked";
  return kind === "report" && !places[0]?.reaches[0]?.isReported ? "paraphrase" : "someone-else";
}

/** Returns the outcome of a finding as if the right person had said it. */
function wordingOf({ how, remarks }: Finding): Outcome {
  if (how === "altered") return remarks.includes("punctuation-only") ? "punctuation" : "altered";
  if (how !== "joined") return how;
  const isOpen =
    remarks.includes("joined-with-marks") &&
    !remarks.includes("several-statements") &&
    !remarks.includes("other-order");
  return isOpen ? "shortened" : "spliced";
}

/** Returns a heading: `Word for word`, `Altered: “not” is missing`. */
export function nameFinding(finding: Finding): string {
  const { name } = OUTCOMES[outcomeOf(finding)];
  const negation = findNegation(finding.places);
  if (!negation || finding.how !== "altered") return name;
  const values = { name, word: negation.word };
  return negation.isMissing
    ? _("%(name)s: “%(word)s” is missing", values)
    : _("%(name)s: “%(word)s” was added", values);
}

/** Returns a negation that only the record has, or only the quotation. */
function findNegation(places: readonly Place[]): { word: string; isMissing: boolean } | null {
  const runs = places.flatMap((place) => place.runs);
  const missing = negationsIn(runs, "left-out");
  const added = negationsIn(runs, "added");
  if (missing.length === added.length) return null;
  const isMissing = missing.length > added.length;
  return { word: (isMissing ? missing : added)[0]!, isMissing };
}

function negationsIn(runs: readonly Run[], difference: Run["difference"]): string[] {
  return runs
    .filter((run) => run.difference === difference)
    .flatMap(({ text }) =>
      readTokens(text)
        .filter(isNegation)
        .map(({ start, end }) => text.slice(start, end)),
    );
}

/** Returns how the finding is coloured; empty if neither way. */
export function toneOf(finding: Finding): string {
  const { tone = "" }: Explained = OUTCOMES[outcomeOf(finding)];
  return tone;
}

/** Describes a finding in sentences. */
export function sayFinding(finding: Finding, names: Names = new Map()): string[] {
  const [outcome, wording] = [outcomeOf(finding), wordingOf(finding)];
  const { how, count, remarks, places } = finding;
  const isOfBoth = outcome !== wording && how !== "verbatim";
  return [
    remarks.includes("negation-before") ? NEGATION_BEFORE : "",
    sayMeaning(finding, outcome, names),
    isOfBoth ? sayMeaning(finding, wording, names) : "",
    ...remarks.flatMap((remark) => {
      return remark === "reported" ? sayReports(places) : (REMARKS[remark] ?? "");
    }),
    count > 1 && how !== "short"
      ? ngettext(
          "%(num)s paragraph has the same words.",
          "%(num)s paragraphs have the same words.",
          count,
        )
      : "",
  ].filter(Boolean);
}

function sayMeaning(finding: Finding, outcome: Outcome, names: Names): string {
  const { meaning }: Explained = OUTCOMES[outcome];
  return typeof meaning === "string" ? meaning : meaning(finding, names);
}

function sayHowOften({ count }: Finding): string {
  return ngettext(
    "Too few words to attribute. They appear in %(num)s paragraph.",
    "Too few words to attribute. They appear in %(num)s paragraphs.",
    count,
  );
}

function saySpliced({ remarks }: Finding): string {
  return remarks.includes("joined-silently")
    ? _("The quotation runs separate passages together without showing a gap.")
    : _("The quotation shows a gap, but its parts do not follow one another in one statement.");
}

function sayWhose({ places, wanted }: Finding, names: Names): string {
  const reach = places[0]?.reaches[0];
  const quoted = reach?.isReported ? quotedNames(reach.passage) : "";
  const name = quoted || (reach?.passage.speakerName ?? "");
  const other = names.get(wanted)?.[0];
  return other
    ? _("Named is %(other)s, but in the record these are the words of %(name)s.", { other, name })
    : _("These are the words of %(name)s.", { name });
}

/** Names the news reports that quote the words: by date, where some have another source. */
function sayReports(places: readonly Place[]): string[] {
  const reaches = places.flatMap((place) => place.reaches);
  const reported = reaches.filter(({ isReported }) => isReported);
  const dates = new Set(reported.map(({ passage }) => longDate(passage.date)));
  const isOnly = new Set(reaches.map(({ passage }) => passage.statement)).size === 1;
  return [...dates].map((date) =>
    isOnly
      ? _("The source is a news report of %(date)s, not a transcript.", { date })
      : _("The words of %(date)s are from a news report, not a transcript.", { date }),
  );
}

/** Returns the runs with the quotation’s words before those of the record that they replace. */
export function quotedFirst(runs: readonly Run[]): Run[] {
  const ordered: Run[] = [];
  for (const run of runs) {
    const before = ordered.at(-1);
    if (run.difference === "added" && before?.difference === "left-out") {
      ordered.splice(-1, 1, run, before);
    } else {
      ordered.push(run);
    }
  }
  return ordered;
}

/** Says from where to where a spliced quotation jumps. */
export function sayJump(from: Place, to: Place): string {
  const [one, other] = [from.reaches.at(-1)?.passage, to.reaches[0]?.passage];
  if (!one || !other) return "";
  if (one.statement !== other.statement && one.date !== other.date) {
    const dates = { from: longDate(one.date), to: longDate(other.date) };
    return _("Here the quotation jumps from %(from)s to %(to)s.", dates);
  }
  const [first, last] = [one, other].map(({ id }) => id.replace(/^.*\/p/u, ""));
  return first === last
    ? _("Here the quotation jumps within paragraph %(number)s.", { number: first ?? "" })
    : _("Here the quotation jumps from paragraph %(from)s to paragraph %(to)s.", {
        from: first ?? "",
        to: last ?? "",
      });
}

/** Returns a summary: `3 quotations checked`. */
export function describeCount({ length }: readonly Finding[]): string {
  return length
    ? ngettext("%(num)s quotation checked", "%(num)s quotations checked", length)
    : _("There are no words to check.");
}

/** Returns the findings that have each outcome, with its name, in the order of the outcomes. */
export function groupByOutcome(findings: readonly Finding[]): [string, Finding[]][] {
  const groups = Object.entries(OUTCOMES).map(([outcome, { name }]): [string, Finding[]] => {
    return [name, findings.filter((finding) => outcomeOf(finding) === outcome)];
  });
  return groups.filter(([, some]) => some.length > 0);
}
