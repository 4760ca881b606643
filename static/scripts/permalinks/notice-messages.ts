/** Writes the notices about cited text: each verdict as paragraphs to show. */

import { day, element } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";
import { joinList } from "../shared/numbers-and-dates.ts";
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
  const number = anchor.slice(1);
  switch (verdict.kind) {
    case "unchanged":
      return [write(sayUnchanged(more), more)];
    case "divided":
      return [
        write(
          sayUnchanged(more),
          say(_("It was divided: the text is now in %(paragraphs)s."), {
            paragraphs: linkParagraphs(verdict),
          }),
          more,
        ),
      ];
    case "joined":
      return [
        write(
          sayUnchanged(more),
          say(_("Paragraph %(number)s was merged into this one on %(day)s."), {
            number,
            day: day(verdict.until),
          }),
          more,
        ),
      ];
    case "edited":
      return [
        write(sayEdited(verdict.until), more, say(_("The differences:"))),
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
  more: Part[],
  merged: string,
): Node[] {
  switch (verdict.kind) {
    case "unchanged":
      return [write(sayUnchanged(more), more)];
    case "moved":
      return [
        write(
          sayUnchanged(more),
          say(_("It is now in %(paragraphs)s."), { paragraphs: linkParagraphs(verdict) }),
          more,
        ),
      ];
    case "edited":
      return [
        write(merged ? sayMerged(merged, verdict.until) : sayChanged(verdict), more),
        ...verdict.changed
          .filter((one) => isDescribedHere(one, history))
          .flatMap((one) => writeChange(one, history)),
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
  return places.length
    ? write(start, listPlaces(places))
    : write(start, say(_("The link may be damaged.")));
}

/** Says where the text is that a link cites, if the place in the link has another one. */
export function writeFoundNotice(places: readonly FoundText[]): Node {
  return write(bold(_("Not the text that was cited.")), listPlaces(places));
}

function listPlaces(places: readonly FoundText[]): Part[] {
  const links = places.flatMap((place, number) => [
    number ? ", " : "",
    element("a", { href: place.href }, nameFound(place)),
  ]);
  return [" ", _("These words are now in:"), " ", ...links];
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
  return write(
    bold(_("Edited since it was cited.")),
    say(_("The earlier text could not be loaded.")),
  );
}

/**
 * Returns a sentence for each earlier speaker: ` Until 8 December 2023 its speaker was given as
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
  return [...found.values()].flatMap(({ by, until, anchors }) =>
    anchors.join() === own
      ? say(_("Until %(day)s its speaker was given as %(speaker)s."), {
          day: day(until),
          speaker: by,
        })
      : say(_("Until %(day)s the speaker of %(paragraphs)s was given as %(speaker)s."), {
          day: day(until),
          paragraphs: nameParagraphs(anchors.map((anchor) => anchor.slice(1))),
          speaker: by,
        }),
  );
}

/** Says that the text is unchanged. After a change of speaker, the rest may not be. */
function sayUnchanged(more: Part[]): Node {
  return bold(more.length ? _("The text is unchanged.") : _("Unchanged since it was cited."));
}

function writeUnknown(): Node {
  return write(
    bold(_("This text differs from what the link cites.")),
    say(_("Either it was edited or the link is damaged.")),
  );
}

function sayEdited(until: string): Part[] {
  return [
    bold(_("Edited since it was cited.")),
    ...say(_("It was changed on %(day)s."), { day: day(until) }),
  ];
}

function sayMerged(number: string, until: string): Part[] {
  return [
    bold(_("Edited since it was cited.")),
    ...say(_("Question %(number)s was merged into this one on %(day)s."), {
      number,
      day: day(until),
    }),
  ];
}

/** Says whether an exchange was moved or edited. */
function sayChanged({ changed, moved, added, until }: Edited): Part[] {
  const isMoved = moved.length && !changed.length && !added.length;
  if (!isMoved) return sayEdited(until);
  return [
    bold(_("Moved since it was cited.")),
    ...say(_("It was moved on %(day)s."), { day: day(until) }),
  ];
}

function nameMissing(anchor: string): string {
  const number = anchor.replace(/\D+/u, "");
  if (!anchor) return _("This page does not have the place that the link names.");
  return anchor.startsWith("p")
    ? _("This page has no paragraph %(number)s.", { number })
    : _("This page has no question %(number)s.", { number });
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
  const numbers = all.map(({ anchor, fingerprint }) => {
    const number = anchor.slice(1);
    const address = addressInContext(`#${anchor}:${fingerprint}`);
    return address ? element("a", { href: address }, number) : number;
  });
  const message = ngettext(
    "Paragraph %(numbers)s is now elsewhere in the transcript.",
    "Paragraphs %(numbers)s are now elsewhere in the transcript.",
    numbers.length,
  );
  return [write(say(message, { numbers: joinList(numbers) }))];
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
  const places = new Map<Element | null, Element[]>();
  for (const { anchor } of all) {
    const paragraph = document.getElementById(anchor);
    if (!paragraph) continue;
    const exchange = paragraph.closest(".exchange");
    places.set(exchange, [...(places.get(exchange) ?? []), paragraph]);
  }
  return [...places].map(([exchange, some]) => {
    const numbers = joinList(some.map(linkNumber));
    if (!exchange) return write(say(describeMovedToOpening(some.length), { numbers }));
    const name = _("question %(number)s", { number: exchange.id.replace("answer-", "") });
    const question = element("a", { href: `#${exchange.id}` }, name);
    return write(say(describeMovedToQuestion(some.length), { numbers, question }));
  });
}

function describeMovedToOpening(count: number): string {
  return ngettext(
    "Paragraph %(numbers)s is unchanged, and is now before the questions.",
    "Paragraphs %(numbers)s are unchanged, and are now before the questions.",
    count,
  );
}

function describeMovedToQuestion(count: number): string {
  return ngettext(
    "Paragraph %(numbers)s is unchanged, and is now under %(question)s.",
    "Paragraphs %(numbers)s are unchanged, and are now under %(question)s.",
    count,
  );
}

function writeAdded(anchors: readonly string[]): Node[] {
  if (!anchors.length) return [];
  const message = ngettext(
    "Paragraph %(numbers)s was added later.",
    "Paragraphs %(numbers)s were added later.",
    anchors.length,
  );
  return [write(say(message, { numbers: joinList(anchors.map((anchor) => anchor.slice(1))) }))];
}

function writeReordered({ changed, moved, added }: Edited): Node[] {
  const isAll = !changed.length && !moved.length && !added.length;
  return isAll ? [write(say(_("Its paragraphs are unchanged, but were in another order.")))] : [];
}

/** Describes what became of one paragraph of a cited exchange. */
function writeChange({ anchor, fingerprint }: Fingerprinted, history: History | null): Node[] {
  const former = history?.paragraphs[anchor];
  const number = anchor.slice(1);
  if (former?.gone && !former.to) {
    const message = _("Paragraph %(number)s was withdrawn on %(day)s.");
    return [write(say(message, { number, day: day(former.gone) }))];
  }
  const place = document.getElementById(anchor);
  const paragraph = place?.closest(".paragraph");
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
    case "edited":
      return [
        write(bold(_("Paragraph %(number)s:", { number }))),
        showDifference(verdict.pieces, paragraph),
      ];
    case "unchanged":
    case "unknown":
      return [write(say(_("Paragraph %(number)s was edited."), { number }))];
  }
}

/** Builds a paragraph of sentences, with a space between them. */
function write(...sentences: (Part | Part[])[]): HTMLParagraphElement {
  const node = element("p", ...sentences.flat());
  if (node.firstChild?.nodeValue === " ") node.firstChild.remove();
  return node;
}

/** Returns a sentence after a space, with values in the places `%(name)s` of its message. */
function say(message: string, values: Record<string, Part | Part[]> = {}): Part[] {
  const parts = message.split(/(%\(\w+\)s)/u).flatMap((text): Part[] => {
    const name = /^%\((\w+)\)s$/u.exec(text)?.[1];
    return name === undefined ? [text] : [values[name] ?? text].flat();
  });
  return [" ", ...parts.filter((part) => part !== "")];
}

function bold(text: string): HTMLElement {
  return element("strong", text);
}

/** Returns links to a range of the page's paragraphs. */
function linkParagraphs({ from, to }: { from: number; to: number }): Part[] {
  return nameParagraphs(
    listParagraphs()
      .slice(from, to + 1)
      .map(linkNumber),
  );
}

/** Returns `paragraph 14`, `paragraphs 14, 22 and 23`. */
function nameParagraphs(numbers: Part[]): Part[] {
  const message = ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", numbers.length);
  return say(message, { numbers: joinList(numbers) }).slice(1);
}

/** Returns a paragraph's number as a link to it. */
function linkNumber(paragraph: Element): HTMLAnchorElement {
  return element("a", { href: `#${paragraph.id}` }, paragraph.id.slice(1));
}

function showDifference(pieces: readonly Piece[], paragraph: Element): HTMLParagraphElement {
  const lang = paragraph.closest("[lang]")?.getAttribute("lang");
  const parts = pieces.flatMap(({ fate, text }): Part[] => {
    if (fate === "same") return [text];
    const start = hideVisually(`[${fate === "removed" ? _("removed:") : _("added:")} `);
    const tag = fate === "removed" ? "del" : "ins";
    return [element(tag, {}, start, text.trimEnd(), hideVisually("]")), " "];
  });
  return element("p.cited-difference", { lang }, ...parts);
}

/** Returns text for screen readers only. */
function hideVisually(text: string): HTMLSpanElement {
  return element("span.hidden", text);
}
