/**
 * The wording of findings, for the page and for the command line.
 */

import { _, ngettext } from "../shared/messages.ts";
import { longDate } from "../shared/numbers-and-dates.ts";
import { quotedNames } from "../search/passage-citation.ts";
import { readTokens, isNegation } from "./tokens.ts";
import type { Finding, Place, Run } from "./judge.ts";

/** What a finding is called: the verdict on the wording, or on who said it. */
export type Outcome =
  | "verbatim"
  | "punctuation"
  | "shortened"
  | "spliced"
  | "altered"
  | "asked"
  | "paraphrase"
  | "someone-else"
  | "not-found"
  | "short"
  | "too-common";

/** Returns the name of each outcome, as shown. */
export function nameOutcomes(): Readonly<Record<Outcome, string>> {
  return {
    verbatim: _("Word for word"),
    punctuation: _("Word for word, other punctuation"),
    shortened: _("Shortened"),
    spliced: _("Spliced"),
    altered: _("Altered"),
    asked: _("Asked by a journalist"),
    paraphrase: _("Paraphrase in a report"),
    "someone-else": _("Said by someone else"),
    "not-found": _("Not found here"),
    short: _("Too short to judge"),
    "too-common": _("Too common to search for"),
  };
}

export function outcomeOf(finding: Finding): Outcome {
  const { verdict, places } = finding;
  if (verdict !== "someone-else") {
    return wordingOf(finding);
  }
  const kind = places[0]?.reaches[0]?.passage.kind;
  if (kind === "question") {
    return "asked";
  }
  return kind === "report" && !places[0]?.reaches[0]?.isReported ? "paraphrase" : "someone-else";
}

/** Returns the outcome of a finding as if the right person had said it. */
function wordingOf({ how, remarks }: Finding): Outcome {
  if (how === "altered") {
    return remarks.includes("punctuation-only") ? "punctuation" : "altered";
  }
  if (how !== "joined") {
    return how;
  }
  const isOpen =
    remarks.includes("joined-with-marks") &&
    !remarks.includes("several-statements") &&
    !remarks.includes("other-order");
  return isOpen ? "shortened" : "spliced";
}

/** Returns a heading: `Word for word`, `Altered: “not” is missing`. */
export function nameFinding(finding: Finding): string {
  const outcome = outcomeOf(finding);
  const name = nameOutcomes()[outcome];
  const negation = findNegation(finding.places);
  if (!negation || finding.how !== "altered") {
    return name;
  }
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
  if (missing.length === added.length) {
    return null;
  }
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

/**
 * Describes a finding in sentences.
 * @param names for each speaker’s slug, the usual name first
 */
export function sayFinding(
  finding: Finding,
  names: ReadonlyMap<string, readonly string[]> = new Map(),
): string[] {
  const outcome = outcomeOf(finding);
  const { how, count, remarks } = finding;
  const said = [
    ...(remarks.includes("negation-before") ? [remarkOn("negation-before")] : []),
    ...sayMeaning(finding, outcome, names),
  ];
  if (outcome !== wordingOf(finding) && how !== "verbatim") {
    said.push(...sayMeaning(finding, wordingOf(finding), names));
  }
  said.push(
    ...remarks
      .filter((remark) => remark !== "negation-before")
      .flatMap((remark) => (remark === "reported" ? sayReports(finding.places) : remarkOn(remark))),
  );
  if (count > 1 && how !== "short") {
    said.push(
      ngettext(
        "%(num)s paragraph has the same words.",
        "%(num)s paragraphs have the same words.",
        count,
      ),
    );
  }
  return said.filter(Boolean);
}

function sayMeaning(
  finding: Finding,
  outcome: Outcome,
  names: ReadonlyMap<string, readonly string[]>,
): string[] {
  switch (outcome) {
    case "verbatim":
      return [_("The record has exactly these words.")];
    case "punctuation":
      return [_("The record has the same words with other punctuation.")];
    case "shortened":
      return [_("The quotation shows with an ellipsis that something is left out.")];
    case "spliced":
      return [saySpliced(finding)];
    case "altered":
      return [_("The wording differs from the record. Differences are highlighted.")];
    case "asked":
      return [_("A journalist asked this.")];
    case "paraphrase":
      return [_("This is the reporter’s own text, not a quotation.")];
    case "someone-else":
      return [sayWhose(finding, names)];
    case "not-found":
      return [
        _(
          "This collection does not have these words. They may have been said elsewhere, or in other words.",
        ),
      ];
    case "short":
      return [
        ngettext(
          "Too few words to attribute. They appear in %(num)s paragraph.",
          "Too few words to attribute. They appear in %(num)s paragraphs.",
          finding.count,
        ),
      ];
    case "too-common":
      return [_("All of these words are too common to search for.")];
  }
}

function saySpliced({ remarks }: Finding): string {
  return remarks.includes("joined-silently")
    ? _("The quotation runs separate passages together without showing a gap.")
    : _("The quotation shows a gap, but its parts do not follow one another in one statement.");
}

function sayWhose(
  { places, wanted }: Finding,
  names: ReadonlyMap<string, readonly string[]>,
): string {
  const reach = places[0]?.reaches[0];
  const name = reach
    ? (reach.isReported && quotedNames(reach.passage)) || reach.passage.speakerName
    : "";
  const other = names.get(wanted)?.[0];
  return other
    ? _("Named is %(other)s, but in the record these are the words of %(name)s.", { other, name })
    : _("These are the words of %(name)s.", { name });
}

/** Names the news reports that quote the words: by date, where some have another source. */
function sayReports(places: readonly Place[]): string[] {
  const reaches = places.flatMap((place) => place.reaches);
  const dates = new Set(reaches.filter(({ isReported }) => isReported).map(dateOf));
  const isOnly = new Set(reaches.map(({ passage }) => passage.statement)).size === 1;
  return [...dates].map((date) =>
    isOnly
      ? _("The source is a news report of %(date)s, not a transcript.", { date })
      : _("The words of %(date)s are from a news report, not a transcript.", { date }),
  );
}

function dateOf({ passage }: Place["reaches"][number]): string {
  return longDate(passage.date);
}

function remarkOn(remark: string): string {
  const remarks: Readonly<Record<string, string>> = {
    "brackets-only": _("It differs only in words that it puts in square brackets."),
    "several-statements": _("The parts are from different statements."),
    "other-order": _("The parts are in another order in the record."),
    "partly-someone-else": _("The parts are not all from the same person."),
    "negation-before": _(
      "In the record, a negation comes shortly before these words: read the whole sentence.",
    ),
    "goes-on": _("The sentence goes on in the record."),
  };
  return remarks[remark] ?? "";
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
  if (!one || !other) {
    return "";
  }
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

/** Returns a summary: `3 quotations checked: 2 word for word, 1 altered.` */
export function describeCount(findings: readonly Finding[]): string {
  if (findings.length === 0) {
    return _("There are no words to check.");
  }
  return ngettext("%(num)s quotation checked", "%(num)s quotations checked", findings.length);
}

/** Returns how many findings have each outcome, in the order of the outcomes. */
export function countOutcomes(findings: readonly Finding[]): [Outcome, string, Finding[]][] {
  return (Object.entries(nameOutcomes()) as [Outcome, string][])
    .map(([outcome, name]): [Outcome, string, Finding[]] => [
      outcome,
      name,
      findings.filter((finding) => outcomeOf(finding) === outcome),
    ])
    .filter(([, , some]) => some.length > 0);
}
