/**
 * Verdicts on words that were cited, as a reader is told of them: paragraphs of a notice.
 */

import { day, element } from "../shared/dom.ts";
import { paragraphsOf, presentOf } from "./page-paragraphs.ts";
import { judge, speakersBefore } from "./paragraph-verdict.ts";
import type { ExchangeVerdict, Marked } from "./exchange-verdict.ts";
import type { History } from "./history.ts";
import type { Verdict } from "./paragraph-verdict.ts";
import type { Piece } from "./word-diff.ts";

type Sentence = (Node | string)[];

/**
 * @param paragraph to which the address leads
 * @param anchor that was cited
 * @param speakers who was said to have said it before
 */
export function tellOfParagraph(
  verdict: Verdict,
  paragraph: Element,
  anchor: string,
  speakers: Sentence[],
): Node[] {
  const more = speakers.flat();
  switch (verdict.kind) {
    case "as cited":
      return asCited(more);
    case "divided":
      return [
        said(
          `${same(more)},`,
          " and divided since: the words stand in ",
          ...numbers(verdict),
          ".",
          ...more,
        ),
      ];
    case "joined":
      return [
        said(
          `${same(more)}:`,
          ` paragraph ${anchor.slice(1)} went into this one on `,
          day(verdict.until),
          ", and its words stand in it unchanged.",
          ...more,
        ),
      ];
    case "edited":
      return [
        said(
          "Edited since it was cited,",
          " on ",
          day(verdict.until),
          ".",
          ...more,
          " The difference:",
        ),
        shown(verdict.pieces, paragraph),
      ];
    case "unknown":
      return notKnown();
  }
}

/** @param was its name, `Question 2`, where it went into another; else empty */
export function tellOfExchange(
  verdict: ExchangeVerdict,
  history: History | null,
  speakers: Sentence[],
  was: string,
): Node[] {
  const more = speakers.flat();
  switch (verdict.kind) {
    case "as cited":
      return asCited(more);
    case "moved":
      return [
        said(`${same(more)}:`, " the words stand unchanged in ", ...numbers(verdict), ".", ...more),
      ];
    case "edited":
      return [
        said(
          was ? `${was} went into this one` : done(verdict),
          " on ",
          day(verdict.until),
          ".",
          ...more,
        ),
        ...verdict.changed
          .filter((one) => isTold(one, history))
          .flatMap((one) => change(one, history)),
        ...elsewhere(verdict.changed.filter((one) => !isTold(one, history))),
        ...moved(verdict.moved),
        ...added(verdict.added),
        ...reordered(verdict),
      ];
    case "unknown":
      return notKnown();
  }
}

/**
 * Of a place that is not on the page; that of an answer by itself has a statement around it.
 * @param anchor empty where it is not known what was meant
 */
export function tellAstray(anchor: string, hash: string): Node[] {
  const kind = anchor.startsWith("p") ? "paragraph" : "question";
  const name = anchor ? `${kind} ${anchor.replace(/\D+/u, "")}` : "such place";
  const first = `This page has no ${name}.`;
  const context = contextWith(hash);
  if (!anchor || !context) return [said(first, " The link may have been damaged on its way.")];
  return [
    said(first, " It may be in ", element("a", { href: context }, "the whole statement"), "."),
  ];
}

export function notLoaded(): Node[] {
  return [said("Edited since it was cited.", " What it said before could not be loaded.")];
}

/**
 * ` Until 8 December 2023 their speaker was given as Sergey Lavrov.`, for each speaker.
 * @param words whose speakers are asked for
 * @param own the anchor of the paragraph of which all is told
 */
export function speakersOf(
  words: readonly Marked[],
  history: History | null | undefined,
  own = "",
): Sentence[] {
  const found = new Map<string, { by: string; until: string; anchors: string[] }>();
  for (const { anchor, mark } of words) {
    for (const { by, until } of speakersBefore(mark, history?.paragraphs[anchor])) {
      const known = found.get(`${until} ${by}`) ?? { by, until, anchors: [] };
      known.anchors.push(anchor);
      found.set(`${until} ${by}`, known);
    }
  }
  return [...found.values()].map(({ by, until, anchors }) => {
    const numbers = listed(anchors.map((anchor) => anchor.slice(1)));
    const whose = anchors.join() === own ? ["their speaker"] : ["the speaker of ", ...numbers];
    return [" Until ", day(until), " ", ...whose, ` was given as ${by}.`];
  });
}

function asCited(more: Sentence): Node[] {
  if (more.length) return [said("These words have not changed.", ...more)];
  return [said("As cited:", " these words have not changed since.")];
}

/** Of words that another speaker had, no more is as cited than the words. */
function same(more: Sentence): "Words as cited" | "As cited" {
  return more.length ? "Words as cited" : "As cited";
}

function notKnown(): Node[] {
  return [
    said(
      "Not as it was cited:",
      " it has been edited, or the link was damaged on its way. What it said then is not on this record.",
    ),
  ];
}

/** What was done to an exchange. */
function done({
  changed,
  moved,
  added,
}: {
  changed: Marked[];
  moved: Marked[];
  added: string[];
}): "Moved since it was cited," | "Edited since it was cited," {
  const isMoved = moved.length && !changed.length && !added.length;
  return isMoved ? "Moved since it was cited," : "Edited since it was cited,";
}

/** Whether this page tells what became of a paragraph. */
function isTold({ anchor }: Marked, history: History | null): true | Element | null | undefined {
  const former = history?.paragraphs[anchor];
  const isWithdrawn = Boolean(former?.gone && !former.to);
  return isWithdrawn || document.getElementById(anchor)?.closest(".paragraph");
}

/** Paragraphs that are not on the page of an answer any more. */
function elsewhere(all: readonly Marked[]): Node[] {
  if (!all.length) return [];
  const links = all.map(({ anchor, mark }) => {
    const number = anchor.slice(1);
    const address = contextWith(`#${anchor}:${mark}`);
    return address ? element("a", { href: address }, number) : number;
  });
  return [titled(listed(links, "Paragraph"), links.length, "stands", "stand", " elsewhere now.")];
}

/** The address in the statement around an answer that stands by itself; empty elsewhere. */
function contextWith(hash: string): string {
  const context = document.querySelector(".record-foot a[href*='#answer-']");
  return context instanceof HTMLAnchorElement ? new URL(hash, context.href).href : "";
}

/**
 * Paragraphs that stand unchanged on the page, but not in the exchange in which they were cited.
 */
function moved(all: readonly Marked[]): Node[] {
  const places = new Map<Element | null, Element[]>();
  for (const { anchor } of all) {
    const paragraph = document.getElementById(anchor);
    if (!paragraph) continue;
    const exchange = paragraph.closest(".exchange");
    places.set(exchange, [...(places.get(exchange) ?? []), paragraph]);
  }
  return [...places].map(([exchange, some]) => {
    const number = exchange?.id.replace("answer-", "");
    const where = exchange ? element("a", { href: `#${exchange.id}` }, `question ${number}`) : null;
    const rest = where ? [" unchanged under ", where, "."] : [" unchanged before the questions."];
    return titled(listed(some.map(numberOf), "Paragraph"), some.length, "stands", "stand", ...rest);
  });
}

function added(anchors: readonly string[]): Node[] {
  if (!anchors.length) return [];
  const numbers = anchors.map((anchor) => anchor.slice(1));
  const rest = " not part of it then.";
  return [titled(listed(numbers, "Paragraph"), numbers.length, "was", "were", rest)];
}

function reordered({
  changed,
  moved,
  added,
}: {
  changed: Marked[];
  moved: Marked[];
  added: string[];
}): Node[] {
  const isAll = !changed.length && !moved.length && !added.length;
  return isAll
    ? [element("p", {}, "Its paragraphs, which are the same, were in another order then.")]
    : [];
}

/**
 * `Paragraphs 14 and 15 stand …`
 * @param one the verb for one of them
 */
function titled(
  names: Sentence,
  count: number,
  one: string,
  many: string,
  ...rest: (Node | string)[]
): HTMLParagraphElement {
  const verb = ` ${count === 1 ? one : many}`;
  return element("p", {}, element("strong", {}, ...names), verb, ...rest);
}

/** What became of a paragraph of an exchange that was cited. */
function change({ anchor, mark }: Marked, history: History | null): Node[] {
  const former = history?.paragraphs[anchor];
  if (former?.gone && !former.to)
    return [said(nameOf(anchor), " was withdrawn on ", day(former.gone), ".")];
  const place = document.getElementById(anchor);
  const paragraph = place?.closest(".paragraph");
  if (!place || !paragraph) return [];
  const verdict = judge(presentOf(paragraph, place, mark), former);
  switch (verdict.kind) {
    case "divided":
      return [said(nameOf(anchor), " is divided: its words stand in ", ...numbers(verdict), ".")];
    case "joined":
      return [said(nameOf(anchor), " went into paragraph ", numberOf(paragraph), ".")];
    case "edited":
      return [said(`${nameOf(anchor)}:`), shown(verdict.pieces, paragraph)];
    case "as cited":
    case "unknown":
      return [said(nameOf(anchor), " was edited.")];
  }
}

function nameOf(anchor: string): string {
  return `Paragraph ${anchor.slice(1)}`;
}

export function said(first: string, ...rest: (Node | string)[]): HTMLParagraphElement {
  return element("p", {}, element("strong", {}, first), ...rest);
}

/** The paragraphs from one place on the page to another, with links. */
function numbers({ from, to }: { from: number; to: number }): Sentence {
  return listed(
    paragraphsOf()
      .slice(from, to + 1)
      .map(numberOf),
  );
}

/** `paragraph 14`, `paragraphs 14, 22 and 23`. */
function listed(numbers: readonly (Node | string)[], name = "paragraph"): Sentence {
  const parts = numbers.flatMap((one, place) => {
    if (place === 0) return [one];
    return [place === numbers.length - 1 ? " and " : ", ", one];
  });
  return [`${name}${numbers.length === 1 ? "" : "s"} `, ...parts];
}

/** Its number, with a link. */
function numberOf(paragraph: Element): HTMLAnchorElement {
  return element("a", { href: `#${paragraph.id}` }, paragraph.id.slice(1));
}

function shown(pieces: readonly Piece[], paragraph: Element): HTMLParagraphElement {
  const lang = paragraph.closest("[lang]")?.getAttribute("lang");
  const parts = pieces.map(({ fate, text }) => {
    if (fate === "same") return text;
    return fate === "removed"
      ? element("del", {}, aside("[taken out: "), text.trimEnd(), aside("]"))
      : element("ins", {}, aside("[put in: "), text.trimEnd(), aside("]"));
  });
  return element("p", { class: "cited-difference", lang }, ...withSpaces(parts));
}

/** What only a screen reader says. */
function aside(text: string): HTMLSpanElement {
  return element("span", { class: "hidden" }, text);
}

function withSpaces(parts: readonly (Node | string)[]): (string | Node)[] {
  return parts.flatMap((part) => (typeof part === "string" ? [part] : [part, " "]));
}
