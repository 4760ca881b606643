/** Builds the page's view of a finding. All text is added as text nodes. */

import { createPassage, writeFragment } from "../citations/passage-link.ts";
import { fingerprintText } from "../permalinks/fingerprint.ts";
import { citePassage, placeOf } from "../search/passage-citation.ts";
import { renderRuns, showContext } from "../search/results-view.ts";
import { runsOf } from "../search/snippets.ts";
import type { LoadPassages } from "../search/whole-answer.ts";
import { copyText } from "../shared/clipboard.ts";
import { button, element } from "../shared/dom.ts";
import { _ } from "../shared/messages.ts";
import {
  nameFinding,
  outcomeOf,
  quotedFirst,
  sayFinding,
  sayJump,
  toneOf,
} from "./verdict-messages.ts";
import type { Child } from "../shared/dom.ts";
import type { Passage } from "../search/types.ts";
import type { Finding, Place, Run } from "./judge.ts";
import type { Names } from "./verdict-messages.ts";

/** What showing a finding needs from the page. */
export interface Surroundings {
  loadPassages: LoadPassages;
  /** returns a link from this page to an address of the site */
  link: (url: string) => string;
  /** returns the absolute address */
  whole: (url: string) => string;
  say: (said: string) => void;
  names: Names;
}

const AROUND = 160; // characters of context before and after
const LONG = 600; // characters of a quotation that are shown
const LEFT_OUT = 400; // characters that are left out and shown

/** @param id of the element, to which the summary links */
export function showFinding(finding: Finding, id: string, around: Surroundings): HTMLElement {
  const outcome = outcomeOf(finding);
  const shown = passagesOf(finding.places);
  const isNearest = outcome === "not-found" && finding.places.length > 0;
  return element(
    "section.finding",
    { id, "data-verdict": finding.verdict, "data-tone": toneOf(finding) },
    element(
      "div.finding-head",
      element("h3.finding-verdict", nameFinding(finding)),
      element("p.finding-meaning", sayFinding(finding, around.names).join(" ")),
    ),
    element(
      "div.finding-text",
      element("p.finding-side", nameText(finding)),
      element("blockquote.finding-quotation", ...showQuotation(finding)),
      isNearest && element("h4.finding-side", _("Closest match")),
      ...shown.map((one) => showRecord(one, around)),
    ),
    element("div.finding-by", ...shown.map((one) => showSource(one, around))),
  );
}

/** A paragraph with the parts of it that are quoted. */
interface Shown {
  passage: Passage;
  parts: [number, number][];
  /** true if a news report quotes them */
  isReported: boolean;
}

/** Returns each paragraph once, with all of its quoted parts. */
function passagesOf(places: readonly Place[]): Shown[] {
  const found = new Map<string, Shown>();
  for (const { passage, start, end, isReported } of places.flatMap(({ reaches }) => reaches)) {
    const known = found.get(passage.id) ?? { passage, parts: [], isReported };
    known.parts.push([start, end]);
    found.set(passage.id, { ...known, isReported: known.isReported && isReported });
  }
  for (const { parts } of found.values()) {
    parts.sort(([one], [other]) => one - other);
  }
  return [...found.values()];
}

function nameText(finding: Finding): string {
  if (outcomeOf(finding) === "shortened") return _("As quoted, with what was left out");
  return isCorrected(finding) ? _("As quoted, corrected") : _("As quoted");
}

/** True if the quotation is shown with the record’s words. */
function isCorrected({ how, places }: Finding): boolean {
  return how !== "not-found" && places.some(({ runs }) => runs.some(differs));
}

function differs({ difference }: Run): boolean {
  return difference !== "same";
}

/** Returns the quotation: with its differences, with its gaps, or as it is. */
function showQuotation(finding: Finding): Child[] {
  const { how, places, quotation } = finding;
  if (!isCorrected(finding) && how !== "joined") return ["“", shorten(quotation.text), "”"];
  const isShortened = outcomeOf(finding) === "shortened";
  const parts = places.flatMap((place, number) => {
    const before = places[number - 1];
    const gap = before && (isShortened ? showLeftOut(before, place) : showJump(before, place));
    return [...(gap ?? []), ...showRuns(place.runs)];
  });
  return ["“", ...parts, "”"];
}

function showJump(before: Place, place: Place): Child[] {
  return [" ", element("span.finding-gap", sayJump(before, place)), " "];
}

/** Returns what the record has between two places of a quotation, if it is in one paragraph. */
function showLeftOut(before: Place, place: Place): Child[] {
  const [one, other] = [before.reaches.at(-1), place.reaches[0]];
  const text =
    one && other && one.passage.id === other.passage.id
      ? one.passage.text.slice(one.end, other.start).trim()
      : "";
  return text && text.length <= LEFT_OUT
    ? [isMark(text) ? "" : " ", element("span.finding-left-out", hidden(_("left out:")), text), " "]
    : [" … "];
}

function showRuns(runs: readonly Run[]): Child[] {
  return quotedFirst(runs).flatMap(({ difference, text }, place) => {
    const space = place === 0 || isMark(text) ? "" : " ";
    if (difference === "same") return [space, text];
    return difference === "added"
      ? [space, element("del", hidden(_("only in the quotation:")), text)]
      : [space, element("ins", hidden(_("only in the record:")), text)];
  });
}

/** True if a text begins with a punctuation mark that has no space before it. */
function isMark(text: string): boolean {
  return /^[^\p{L}\p{N}\p{Sc}—(]/u.test(text);
}

function hidden(text: string): HTMLSpanElement {
  return element("span.hidden", text, " ");
}

/** Shows the words of the record in their context. */
function showRecord({ passage, parts }: Shown, { loadPassages, link }: Surroundings): HTMLElement {
  return element(
    "div.finding-context",
    element("p.finding-side", _("In the record")),
    element("p", ...contextOf(passage.text, parts)),
    showContext(passage, loadPassages, link, ({ id, text }) => {
      return renderRuns(runsOf(text, id === passage.id ? parts : [], 0, text.length));
    }),
  );
}

/** Shows where words are, with a link that highlights them there. */
function showSource(shown: Shown, { link, whole, say }: Surroundings): HTMLParagraphElement {
  const options = { isQuoted: shown.isReported };
  const citation = citePassage(shown.passage, whole, options);
  const copy = async () => {
    const isCopied = await copyText(citation);
    say(isCopied ? _("Citation copied.") : _("The citation could not be copied."));
  };
  return element(
    "p.finding-source",
    element("a", { href: link(addressOf(shown)) }, placeOf(shown.passage, options)),
    " ",
    button("text-button", copy, _("Copy citation")),
  );
}

/** Returns the address of a paragraph, whose fragment cites the record’s words. */
function addressOf({ passage: { url, text }, parts }: Shown): string {
  const [page = "", anchor = ""] = url.split("#");
  const words = createPassage(text, parts[0]![0], text, parts.at(-1)![1], "");
  return page + writeFragment({ anchor, fingerprint: fingerprintText(text), passage: words });
}

/** Returns the quoted parts of a text, highlighted in their context. */
function contextOf(text: string, parts: readonly [number, number][]): Child[] {
  const [start, end] = [parts[0]![0], parts.at(-1)![1]];
  const from = start > AROUND ? text.indexOf(" ", start - AROUND) + 1 : 0;
  const to = text.length - end > AROUND ? text.lastIndexOf(" ", end + AROUND) : text.length;
  const [first, last] = [Math.min(from, start), Math.max(to, end)];
  return [
    first > 0 ? "…\u00a0" : "",
    ...renderRuns(runsOf(text, parts, first, last)),
    last < text.length ? "\u00a0…" : "",
  ];
}

function shorten(text: string): string {
  return text.length > LONG ? `${text.slice(0, LONG).replace(/\s+\S*$/u, "")}\u00a0…` : text;
}
