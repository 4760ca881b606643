/** Writes the notices about cited text: each verdict as paragraphs to show. */

import { day, element } from "../shared/dom.ts";
import { _ } from "../shared/messages.ts";
import { listParagraphs, readPresent } from "./page-paragraphs.ts";
import { judgeParagraph, findFormerSpeakers } from "./paragraph-verdict.ts";
import type { ExchangeVerdict, Fingerprinted } from "./exchange-verdict.ts";
import type { FoundText } from "./find-fingerprint.ts";
import type { History } from "./history.ts";
import type { Verdict } from "./paragraph-verdict.ts";
import type { Piece } from "./word-diff.ts";

type Part = Node | string;
type Edited = Extract<ExchangeVerdict, { kind: "edited" }>;

/**
 * Describes what became of a cited paragraph.
 * @param paragraph the one that the address leads to
 * @param anchor the one that was cited
 * @param more sentences about earlier speakers
 */
export function writeParagraphNotice(
  verdict: Verdict,
  paragraph: Element,
  anchor: string,
  more: Part[],
): Node[] {
  switch (verdict.kind) {
    case "unchanged":
      return [writeUnchanged(more)];
    case "divided":
      return [
        write`${bold(asCited(more), ",")} and divided since: the words stand in
          ${linkParagraphs(verdict)}.${more}`,
      ];
    case "joined":
      return [
        write`${bold(asCited(more), ":")} paragraph ${anchor.slice(1)} went into this one on
          ${day(verdict.until)}, and its words stand in it unchanged.${more}`,
      ];
    case "edited":
      return [
        write`${bold("Edited since it was cited,")} on ${day(verdict.until)}.${more}
          The difference:`,
        showDifference(verdict.pieces, paragraph),
      ];
    case "unknown":
      return [writeUnknown()];
  }
}

/**
 * Describes what became of a cited exchange.
 * @param more sentences about earlier speakers
 * @param was its former name, such as `Question 2`, if it was merged into another; else empty
 */
export function writeExchangeNotice(
  verdict: ExchangeVerdict,
  history: History | null,
  more: Part[],
  was: string,
): Node[] {
  switch (verdict.kind) {
    case "unchanged":
      return [writeUnchanged(more)];
    case "moved":
      return [
        write`${bold(asCited(more), ":")} the words stand unchanged in
          ${linkParagraphs(verdict)}.${more}`,
      ];
    case "edited": {
      const start = was ? `${was} went into this one` : describeEdit(verdict);
      return [
        write`${bold(start)} on ${day(verdict.until)}.${more}`,
        ...verdict.changed
          .filter((one) => isDescribedHere(one, history))
          .flatMap((one) => writeChange(one, history)),
        ...writeElsewhere(verdict.changed.filter((one) => !isDescribedHere(one, history))),
        ...writeMoved(verdict.moved),
        ...writeAdded(verdict.added),
        ...writeReordered(verdict),
      ];
    }
    case "unknown":
      return [writeUnknown()];
  }
}

/**
 * Says that the page has no such place. On the page of a single answer, links to the full
 * statement.
 * @param anchor empty if the link does not name a paragraph or an answer
 * @param places where the cited text is
 */
export function writeMissingNotice(
  anchor: string,
  hash: string,
  places: readonly FoundText[],
): Node {
  const kind = anchor.startsWith("p") ? "paragraph" : "question";
  const name = anchor ? `${kind} ${anchor.replace(/\D+/u, "")}` : "such place";
  const start = bold(`This page has no ${name}.`);
  const context = anchor && addressInContext(hash);
  if (context) {
    return write`${start} It may be in ${element("a", { href: context }, "the whole statement")}.`;
  }
  return places.length
    ? write`${start} ${listPlaces(places)}`
    : write`${start} The link may have been damaged on its way.`;
}

/** Says where the text is that a link cites, if the place in the link has another one. */
export function writeFoundNotice(places: readonly FoundText[]): Node {
  return write`${bold(_("Not the text that was cited."))} ${listPlaces(places)}`;
}

function listPlaces(places: readonly FoundText[]): Part[] {
  const links = places.flatMap((place, number) => [
    number ? ", " : "",
    element("a", { href: place.href }, nameFound(place)),
  ]);
  return [_("These words are now in:"), " ", ...links];
}

function nameFound({ anchor, statement }: FoundText): string {
  const values = { number: anchor.replace(/\D+/u, ""), statement };
  if (anchor.startsWith("p")) {
    return statement
      ? _("paragraph %(number)s of %(statement)s", values)
      : _("paragraph %(number)s", values);
  }
  return statement
    ? _("question %(number)s of %(statement)s", values)
    : _("question %(number)s", values);
}

export function writeLoadFailure(): Node {
  return write`${bold("Edited since it was cited.")} What it said before could not be loaded.`;
}

/**
 * Returns a sentence for each earlier speaker: ` Until 8 December 2023 their speaker was given as
 * Sergey Lavrov.`
 * @param paragraphs the ones to look up
 * @param own the anchor of the paragraph that the notice is about
 */
export function writeFormerSpeakers(
  paragraphs: readonly Fingerprinted[],
  history: History | null | undefined,
  own = "",
): Part[] {
  const found = new Map<string, { by: string; until: string; anchors: string[] }>();
  for (const { anchor, fingerprint } of paragraphs) {
    for (const { by, until } of findFormerSpeakers(fingerprint, history?.paragraphs[anchor])) {
      const known = found.get(`${until} ${by}`) ?? { by, until, anchors: [] };
      known.anchors.push(anchor);
      found.set(`${until} ${by}`, known);
    }
  }
  return [...found.values()].flatMap(({ by, until, anchors }) => {
    const numbers = joinNumbers(anchors.map((anchor) => anchor.slice(1)));
    const whose = anchors.join() === own ? ["their speaker"] : ["the speaker of ", ...numbers];
    return [" Until ", day(until), " ", ...whose, ` was given as ${by}.`];
  });
}

function writeUnchanged(more: Part[]): Node {
  return more.length
    ? write`${bold("These words have not changed.")}${more}`
    : write`${bold("As cited:")} these words have not changed since.`;
}

/** Returns how the notice begins. After a change of speaker, only the words are as cited. */
function asCited(more: Part[]): string {
  return more.length ? "Words as cited" : "As cited";
}

function writeUnknown(): Node {
  return write`${bold("Not as it was cited:")} it has been edited, or the link was damaged on its
    way. What it said then is not on this record.`;
}

/** Says whether an exchange was moved or edited. */
function describeEdit({ changed, moved, added }: Edited): string {
  const isMoved = moved.length && !changed.length && !added.length;
  return isMoved ? "Moved since it was cited," : "Edited since it was cited,";
}

/** True if this page shows what became of a paragraph. */
function isDescribedHere({ anchor }: Fingerprinted, history: History | null): boolean {
  const former = history?.paragraphs[anchor];
  const isWithdrawn = Boolean(former?.gone && !former.to);
  return isWithdrawn || Boolean(document.getElementById(anchor)?.closest(".paragraph"));
}

/** Lists paragraphs that are no longer on the page of an answer. */
function writeElsewhere(all: readonly Fingerprinted[]): Node[] {
  if (!all.length) return [];
  const links = all.map(({ anchor, fingerprint }) => {
    const number = anchor.slice(1);
    const address = addressInContext(`#${anchor}:${fingerprint}`);
    return address ? element("a", { href: address }, number) : number;
  });
  return [
    write`${nameParagraphs(links)} ${links.length === 1 ? "stands" : "stand"} elsewhere now.`,
  ];
}

/**
 * Returns the address in the full statement, on the page of a single answer; empty on other pages.
 */
function addressInContext(hash: string): string {
  const context = document.querySelector(".provenance a[href*='#answer-']");
  return context instanceof HTMLAnchorElement ? new URL(hash, context.href).href : "";
}

/** Lists paragraphs that are unchanged on the page but no longer part of the cited exchange. */
function writeMoved(all: readonly Fingerprinted[]): Node[] {
  const places = new Map<Element | null, Element[]>();
  for (const { anchor } of all) {
    const paragraph = document.getElementById(anchor);
    if (!paragraph) continue;
    const exchange = paragraph.closest(".exchange");
    places.set(exchange, [...(places.get(exchange) ?? []), paragraph]);
  }
  return [...places].map(([exchange, some]) => {
    const number = exchange?.id.replace("answer-", "");
    const where = exchange
      ? ["under ", element("a", { href: `#${exchange.id}` }, `question ${number}`)]
      : "before the questions";
    const verb = some.length === 1 ? "stands" : "stand";
    return write`${nameParagraphs(some.map(linkNumber))} ${verb} unchanged ${where}.`;
  });
}

function writeAdded(anchors: readonly string[]): Node[] {
  if (!anchors.length) return [];
  const names = nameParagraphs(anchors.map((anchor) => anchor.slice(1)));
  return [write`${names} ${anchors.length === 1 ? "was" : "were"} not part of it then.`];
}

function writeReordered({ changed, moved, added }: Edited): Node[] {
  const isAll = !changed.length && !moved.length && !added.length;
  return isAll ? [write`Its paragraphs, which are the same, were in another order then.`] : [];
}

/** Describes what became of one paragraph of a cited exchange. */
function writeChange({ anchor, fingerprint }: Fingerprinted, history: History | null): Node[] {
  const former = history?.paragraphs[anchor];
  const name = `Paragraph ${anchor.slice(1)}`;
  if (former?.gone && !former.to)
    return [write`${bold(name)} was withdrawn on ${day(former.gone)}.`];
  const place = document.getElementById(anchor);
  const paragraph = place?.closest(".paragraph");
  if (!place || !paragraph) return [];
  const verdict = judgeParagraph(readPresent(paragraph, place, fingerprint), former);
  switch (verdict.kind) {
    case "divided":
      return [write`${bold(name)} is divided: its words stand in ${linkParagraphs(verdict)}.`];
    case "joined":
      return [write`${bold(name)} went into paragraph ${linkNumber(paragraph)}.`];
    case "edited":
      return [write`${bold(name, ":")}`, showDifference(verdict.pieces, paragraph)];
    case "unchanged":
    case "unknown":
      return [write`${bold(name)} was edited.`];
  }
}

/** Builds a paragraph from a template; a line break in it is a space. */
function write(texts: TemplateStringsArray, ...values: (Part | Part[])[]): HTMLParagraphElement {
  const parts = texts.flatMap((text, n) => [text.replace(/\s+/gu, " "), values[n] ?? ""].flat());
  return element("p", {}, ...parts);
}

function bold(...parts: Part[]): HTMLElement {
  return element("strong", {}, ...parts);
}

/** Returns links to a range of the page's paragraphs. */
function linkParagraphs({ from, to }: { from: number; to: number }): Part[] {
  return joinNumbers(
    listParagraphs()
      .slice(from, to + 1)
      .map(linkNumber),
  );
}

/** Returns the subject of a sentence, in bold: `Paragraphs 14 and 15`. */
function nameParagraphs(numbers: readonly Part[]): HTMLElement {
  return bold(...joinNumbers(numbers, "Paragraph"));
}

/** Returns a list of numbers: `paragraph 14`, `paragraphs 14, 22 and 23`. */
function joinNumbers(numbers: readonly Part[], name = "paragraph"): Part[] {
  const parts = numbers.flatMap((one, place) => {
    if (place === 0) return [one];
    return [place === numbers.length - 1 ? " and " : ", ", one];
  });
  return [`${name}${numbers.length === 1 ? "" : "s"} `, ...parts];
}

/** Returns a paragraph's number as a link to it. */
function linkNumber(paragraph: Element): HTMLAnchorElement {
  return element("a", { href: `#${paragraph.id}` }, paragraph.id.slice(1));
}

function showDifference(pieces: readonly Piece[], paragraph: Element): HTMLParagraphElement {
  const lang = paragraph.closest("[lang]")?.getAttribute("lang");
  const parts = pieces.flatMap(({ fate, text }): Part[] => {
    if (fate === "same") return [text];
    const start = hideVisually(fate === "removed" ? "[taken out: " : "[put in: ");
    const tag = fate === "removed" ? "del" : "ins";
    return [element(tag, {}, start, text.trimEnd(), hideVisually("]")), " "];
  });
  return element("p", { class: "cited-difference", lang }, ...parts);
}

/** Returns text for screen readers only. */
function hideVisually(text: string): HTMLSpanElement {
  return element("span", { class: "hidden" }, text);
}
