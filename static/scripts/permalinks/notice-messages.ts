/** Writes the notices about cited text: each verdict as paragraphs to show. */

import { day, element } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";
import { joinList } from "../shared/numbers-and-dates.ts";
import { listParagraphs, readPresent } from "./page-paragraphs.ts";
import { judgeParagraph, findFormerSpeakers } from "./paragraph-verdict.ts";
import type { ExchangeVerdict, Fingerprinted } from "./exchange-verdict.ts";
import type { FoundText } from "./find-fingerprint.ts";
import type { History } from "./history.ts";
import type { Former, Verdict } from "./paragraph-verdict.ts";
import type { Piece } from "./word-diff.ts";

type Part = Node | string;
type Sentence = Part[];
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
  more: Sentence[],
): Node[] {
  switch (verdict.kind) {
    case "unchanged":
      return [write(sayUnchanged(more), ...more)];
    case "divided": {
      const message = _("It was divided: the text is now in %(paragraphs)s.");
      const divided = say(message, { paragraphs: linkParagraphs(verdict) });
      return [write(sayUnchanged(more), divided, ...more)];
    }
    case "joined": {
      const values = { number: anchor.slice(1), day: day(verdict.until) };
      const joined = say(_("Paragraph %(number)s was merged into this one on %(day)s."), values);
      return [write(sayUnchanged(more), joined, ...more)];
    }
    case "edited":
      return [
        write(...sayEdited(verdict.until), ...more, say(_("The differences:"))),
        showDifference(verdict.pieces, paragraph),
      ];
    case "unknown":
      return [writeUnknown()];
  }
}

/**
 * Describes what became of a cited exchange.
 * @param more sentences about earlier speakers
 * @param merged its former number, if it was merged into another; else empty
 */
export function writeExchangeNotice(
  verdict: ExchangeVerdict,
  history: History | null,
  more: Sentence[],
  merged: string,
): Node[] {
  switch (verdict.kind) {
    case "unchanged":
      return [write(sayUnchanged(more), ...more)];
    case "moved": {
      const paragraphs = linkParagraphs(verdict);
      const moved = say(_("It is now in %(paragraphs)s."), { paragraphs });
      return [write(sayUnchanged(more), moved, ...more)];
    }
    case "edited":
      return [
        write(...sayChanged(verdict, merged), ...more),
        ...verdict.changed.flatMap((one) => writeChange(one, history)),
        ...writeElsewhere(verdict.changed.filter((one) => !isDescribedHere(one, history))),
        ...writeMoved(verdict.moved),
        ...writeAdded(verdict.added),
        ...writeReordered(verdict),
      ];
    case "unknown":
      return [writeUnknown()];
  }
}

/**
 * Says that the page has no such place. On the page of a single answer, links to the full
 * transcript.
 * @param anchor empty if the link does not name a paragraph or an answer
 * @param places where the cited text is
 */
export function writeMissingNotice(
  anchor: string,
  hash: string,
  places: readonly FoundText[],
): Node {
  const start = bold(nameMissing(anchor));
  const context = anchor && addressInContext(hash);
  if (context) {
    const link = element("a", { href: context }, _("the full transcript"));
    return write(start, say(_("It may be in %(link)s."), { link }));
  }
  return write(start, places.length ? listPlaces(places) : say(_("The link may be damaged.")));
}

/** Says where the text is that a link cites, if the place in the link has another one. */
export function writeFoundNotice(places: readonly FoundText[]): Node {
  return write(bold(_("Not the text that was cited.")), listPlaces(places));
}

function listPlaces(places: readonly FoundText[]): Sentence {
  const links = places.flatMap((place, number) => [
    number ? ", " : " ",
    element("a", { href: place.href }, nameFound(place)),
  ]);
  return [_("These words are now in:"), ...links];
}

function nameFound({ anchor, statement }: FoundText): string {
  const values = { number: numberIn(anchor), statement };
  const isParagraph = anchor.startsWith("p");
  if (!statement) {
    return isParagraph ? _("paragraph %(number)s", values) : _("question %(number)s", values);
  }
  return isParagraph
    ? _("paragraph %(number)s of %(statement)s", values)
    : _("question %(number)s of %(statement)s", values);
}

export function writeLoadFailure(): Node {
  const failure = say(_("The earlier text could not be loaded."));
  return write(bold(_("Edited since it was cited.")), failure);
}

/**
 * Returns a sentence for each earlier speaker: `Until 8 December 2023 its speaker was given as
 * Sergey Lavrov.`
 * @param paragraphs the ones to look up
 * @param own the anchor of the paragraph that the notice is about
 */
export function sayFormerSpeakers(
  paragraphs: readonly Fingerprinted[],
  history: History | null | undefined,
  own = "",
): Sentence[] {
  const found = new Map<string, { speaker: string; until: string; anchors: string[] }>();
  for (const { anchor, fingerprint } of paragraphs) {
    for (const { by, until } of findFormerSpeakers(fingerprint, history?.paragraphs[anchor])) {
      const known = found.get(`${until} ${by}`) ?? { speaker: by, until, anchors: [] };
      known.anchors.push(anchor);
      found.set(`${until} ${by}`, known);
    }
  }
  return [...found.values()].map(({ speaker, until, anchors }) => {
    const values = { day: day(until), speaker, paragraphs: nameParagraphs(anchors.map(numberIn)) };
    return anchors.join() === own
      ? say(_("Until %(day)s its speaker was given as %(speaker)s."), values)
      : say(_("Until %(day)s the speaker of %(paragraphs)s was given as %(speaker)s."), values);
  });
}

/** Says that the text is unchanged. After a change of speaker, the rest may not be. */
function sayUnchanged(more: Sentence[]): Sentence {
  return bold(more.length ? _("The text is unchanged.") : _("Unchanged since it was cited."));
}

function writeUnknown(): Node {
  return write(
    bold(_("This text differs from what the link cites.")),
    say(_("Either it was edited or the link is damaged.")),
  );
}

function sayEdited(until: string): Sentence[] {
  const changed = say(_("It was changed on %(day)s."), { day: day(until) });
  return [bold(_("Edited since it was cited.")), changed];
}

/** Says whether an exchange was merged into another, moved or edited. */
function sayChanged({ changed, moved, added, until }: Edited, merged: string): Sentence[] {
  const values = { number: merged, day: day(until) };
  if (merged) {
    const message = _("Question %(number)s was merged into this one on %(day)s.");
    return [bold(_("Edited since it was cited.")), say(message, values)];
  }
  return moved.length && !changed.length && !added.length
    ? [bold(_("Moved since it was cited.")), say(_("It was moved on %(day)s."), values)]
    : sayEdited(until);
}

function nameMissing(anchor: string): string {
  const number = numberIn(anchor);
  if (!anchor) return _("This page does not have the place that the link names.");
  return anchor.startsWith("p")
    ? _("This page has no paragraph %(number)s.", { number })
    : _("This page has no question %(number)s.", { number });
}

function numberIn(anchor: string): string {
  return anchor.replace(/\D+/u, "");
}

/** True if this page shows what became of a paragraph. */
function isDescribedHere({ anchor }: Fingerprinted, history: History | null): boolean {
  return isWithdrawn(history?.paragraphs[anchor]) || findParagraph(anchor) !== null;
}

function isWithdrawn(former: Former | undefined): former is Former & { gone: string } {
  return Boolean(former?.gone && !former.to);
}

function findParagraph(anchor: string): Element | null {
  return document.getElementById(anchor)?.closest(".paragraph") ?? null;
}

/** Lists paragraphs that are no longer on the page of an answer. */
function writeElsewhere(all: readonly Fingerprinted[]): Node[] {
  const numbers = all.map(({ anchor, fingerprint }) => {
    const href = addressInContext(`#${anchor}:${fingerprint}`);
    return href ? element("a", { href }, numberIn(anchor)) : numberIn(anchor);
  });
  const message = ngettext(
    "Paragraph %(numbers)s is now elsewhere in the transcript.",
    "Paragraphs %(numbers)s are now elsewhere in the transcript.",
    numbers.length,
  );
  return numbers.length ? [writeNumbers(message, numbers)] : [];
}

/**
 * Returns the address in the full transcript, on the page of a single answer; empty on other pages.
 */
function addressInContext(hash: string): string {
  const context = document.querySelector(".provenance a[href*='#answer-']");
  return context instanceof HTMLAnchorElement ? new URL(hash, context.href).href : "";
}

/** Lists paragraphs that are unchanged on the page but no longer part of the cited exchange. */
function writeMoved(all: readonly Fingerprinted[]): Node[] {
  const paragraphs = all.flatMap(({ anchor }) => findParagraph(anchor) ?? []);
  const exchanges = new Set(paragraphs.map((paragraph) => paragraph.closest(".exchange")));
  return [...exchanges].map((exchange) => {
    const moved = paragraphs.filter((paragraph) => paragraph.closest(".exchange") === exchange);
    return writeMovedTo(exchange, moved.map(linkNumber));
  });
}

/** @param exchange null for the text before the questions */
function writeMovedTo(exchange: Element | null, numbers: Part[]): Node {
  if (!exchange) {
    const message = ngettext(
      "Paragraph %(numbers)s is unchanged, and is now before the questions.",
      "Paragraphs %(numbers)s are unchanged, and are now before the questions.",
      numbers.length,
    );
    return writeNumbers(message, numbers);
  }
  const message = ngettext(
    "Paragraph %(numbers)s is unchanged, and is now under %(question)s.",
    "Paragraphs %(numbers)s are unchanged, and are now under %(question)s.",
    numbers.length,
  );
  const name = _("question %(number)s", { number: numberIn(exchange.id) });
  return writeNumbers(message, numbers, element("a", { href: `#${exchange.id}` }, name));
}

function writeAdded(anchors: readonly string[]): Node[] {
  const message = ngettext(
    "Paragraph %(numbers)s was added later.",
    "Paragraphs %(numbers)s were added later.",
    anchors.length,
  );
  return anchors.length ? [writeNumbers(message, anchors.map(numberIn))] : [];
}

function writeNumbers(message: string, numbers: Part[], question: Part = ""): Node {
  return write(say(message, { numbers: joinList(numbers), question }));
}

function writeReordered({ changed, moved, added }: Edited): Node[] {
  const isAll = !changed.length && !moved.length && !added.length;
  return isAll ? [write(say(_("Its paragraphs are unchanged, but were in another order.")))] : [];
}

/** Describes what became of one paragraph of a cited exchange, if this page shows that. */
function writeChange({ anchor, fingerprint }: Fingerprinted, history: History | null): Node[] {
  const former = history?.paragraphs[anchor];
  const number = numberIn(anchor);
  if (isWithdrawn(former)) {
    const message = _("Paragraph %(number)s was withdrawn on %(day)s.");
    return [write(say(message, { number, day: day(former.gone) }))];
  }
  const place = document.getElementById(anchor);
  const paragraph = findParagraph(anchor);
  if (!place || !paragraph) return [];
  const verdict = judgeParagraph(readPresent(paragraph, place, fingerprint), former);
  switch (verdict.kind) {
    case "divided": {
      const message = _("Paragraph %(number)s was divided: its text is now in %(paragraphs)s.");
      return [write(say(message, { number, paragraphs: linkParagraphs(verdict) }))];
    }
    case "joined": {
      const message = _("Paragraph %(number)s was merged into paragraph %(other)s.");
      return [write(say(message, { number, other: linkNumber(paragraph) }))];
    }
    case "edited": {
      const heading = bold(_("Paragraph %(number)s:", { number }));
      return [write(heading), showDifference(verdict.pieces, paragraph)];
    }
    default:
      return [write(say(_("Paragraph %(number)s was edited."), { number }))];
  }
}

/** Builds a paragraph of sentences, with a space between them. */
function write(...sentences: Sentence[]): HTMLParagraphElement {
  return element("p", ...sentences.flatMap((sentence, place) => [place > 0 && " ", ...sentence]));
}

/** Returns a sentence, with values in the places `%(name)s` of its message. */
function say(message: string, values: Record<string, Part | Part[]> = {}): Sentence {
  const parts = message.split(/%\((\w+)\)s/u);
  return parts.flatMap((part, place) => (place % 2 ? (values[part] ?? "") : part));
}

function bold(text: string): Sentence {
  return [element("strong", text)];
}

/** Returns links to a range of the page's paragraphs. */
function linkParagraphs({ from, to }: { from: number; to: number }): Part[] {
  const paragraphs = listParagraphs().slice(from, to + 1);
  return nameParagraphs(paragraphs.map(linkNumber));
}

/** Returns `paragraph 14`, `paragraphs 14, 22 and 23`. */
function nameParagraphs(numbers: Part[]): Part[] {
  const message = ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", numbers.length);
  return say(message, { numbers: joinList(numbers) });
}

/** Returns a paragraph's number as a link to it. */
function linkNumber(paragraph: Element): HTMLAnchorElement {
  return element("a", { href: `#${paragraph.id}` }, paragraph.id.slice(1));
}

function showDifference(pieces: readonly Piece[], paragraph: Element): HTMLParagraphElement {
  const lang = paragraph.closest("[lang]")?.getAttribute("lang");
  const parts = pieces.flatMap(({ fate, text }): Part[] => {
    if (fate === "same") return [text];
    const [tag, name] =
      fate === "removed" ? (["del", _("removed:")] as const) : (["ins", _("added:")] as const);
    return [element(tag, hideVisually(`[${name} `), text.trimEnd(), hideVisually("]")), " "];
  });
  return element("p.cited-difference", { lang }, ...parts);
}

/** Returns text for screen readers only. */
function hideVisually(text: string): HTMLSpanElement {
  return element("span.hidden", text);
}
