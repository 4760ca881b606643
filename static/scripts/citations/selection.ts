/** Builds citations of a statement, an exchange, a paragraph or a selection. */

import { fingerprintText, fingerprintParagraphs, readText } from "../permalinks/fingerprint.ts";
import { _ } from "../shared/messages.ts";
import { createPassage, writeTextFragment, writeFragment } from "./passage-link.ts";
import { namePart } from "./citation-styles.ts";
import { findWords } from "./selection-words.ts";
import type { Citation, Name } from "./citation-styles.ts";
import type { Passage } from "./passage-link.ts";
import type { Work } from "./json-ld.ts";

export interface Cited {
  /** what the heading calls it: `paragraph 14` */
  name: string;
  citation: Citation;
  /** the quoted text; empty for a whole statement */
  quote: QuotedTurn[];
  /** true for what a reader selected */
  isSelected?: boolean;
  /** those whom a news report quotes in the text */
  quoted?: Name[];
  /** true if all of the text is in the report's quotation marks */
  isQuotation?: boolean;
  /** the link to copy; empty on a site opened from disk, whose addresses work nowhere else */
  link: string;
}

/** A quotation from one speaker. */
export interface QuotedTurn {
  /** the speaker's label as printed; empty if there is only one speaker */
  by: string;
  /** true for a question */
  isAsked: boolean;
  paragraphs: string[];
}

// It may go on in the next paragraph.
const QUOTATION = /“[^”]+(?:”|$)|"[^"]+(?:"|$)|„[^“”]+(?:[“”]|$)|«[^»]+(?:»|$)/gu;
const MIN_QUOTED = 3; // words; titles and single terms have fewer

export function citeStatement(work: Work): Cited {
  const { citation } = work;
  return { name: _("this statement"), citation, quote: [], link: citation.address };
}

/** Cites an exchange, quoting its answers, or the question if it has none. */
export function citeExchange(work: Work, exchange: Element): Cited {
  const answers = [...exchange.querySelectorAll(".turn:not(.turn-question) .words")];
  const quoted = answers.length ? answers : [...exchange.querySelectorAll(".words")];
  const fingerprint = fingerprintParagraphs(exchange.querySelectorAll(".paragraph"));
  const citation = completeCitation(work, quoted, exchange.id, fingerprint);
  return {
    name: nameExchange(citation),
    citation: { ...citation, paragraphs: [] },
    quote: groupByTurn(work, quoted),
    link: citation.address,
  };
}

function nameExchange({ part, number }: Citation): string {
  return part === "answer"
    ? _("answer %(number)s", { number })
    : _("question %(number)s", { number });
}

export function citeParagraph(work: Work, paragraph: Element): Cited {
  const words = paragraph.querySelector(".words")!;
  const fingerprint = fingerprintText(readText(paragraph));
  const citation = completeCitation(work, [words], paragraph.id, fingerprint);
  return {
    name: _("paragraph %(number)s", { number: citation.paragraphs[0] ?? "" }),
    citation,
    quote: groupByTurn(work, [words]),
    quoted: quotedIn(work, [words]),
    link: citation.address,
  };
}

/** Cites the selected text, extended to whole words; returns null if no text is selected. */
export function citeSelection(work: Work, range: Range): Cited | null {
  const all = [...document.querySelectorAll(".paragraph .words")];
  const parts = new Map(
    all.flatMap((words) => {
      const part = range.intersectsNode(words) && findSelectedPart(words, range);
      return part ? [[words, part] as const] : [];
    }),
  );
  const selected = [...parts.keys()];
  const [first, last] = [selected[0], selected.at(-1)];
  if (!first || !last) return null;
  const [from, to] = [parts.get(first)![0], parts.get(last)![1]];
  const [text, lastText] = [first.textContent ?? "", last.textContent ?? ""];
  const [anchor, ends] = [anchorOf(first), first === last ? "" : anchorOf(last)];
  const passage = createPassage(text, from, lastText, to, ends);
  const fingerprint = fingerprintText(readText(first.closest(".paragraph")!));
  const citation = completeCitation(work, selected, anchor, fingerprint, passage);
  const readSelected = (words: Element) => {
    return collapseSpaces((words.textContent ?? "").slice(...parts.get(words)!));
  };
  return {
    name: _("the selected words"),
    isSelected: true,
    citation,
    quote: groupByTurn(work, selected, readSelected),
    quoted: quotedIn(work, selected),
    isQuotation: first === last && isInQuotationMarks(text, from, to),
    link: citation.address && citation.address + writeTextFragment(text, from, lastText, to),
  };
}

/** Returns those whom a news report quotes if any of its quotation marks are in the paragraphs. */
function quotedIn(work: Work, selected: Element[]): Name[] {
  const isAnyQuoted = selected.some((words) => findQuotations(words.textContent ?? "").length);
  return isAnyQuoted ? work.quoted : [];
}

/** True if a part of a text is inside quotation marks, or is one quotation with its marks. */
function isInQuotationMarks(text: string, from: number, to: number): boolean {
  return findQuotations(text).some(({ index, 0: quotation }) => {
    return index <= from && to <= index + quotation.length;
  });
}

function findQuotations(text: string): RegExpExecArray[] {
  const all = [...text.matchAll(QUOTATION)];
  return all.filter(([quotation]) => findWords(quotation).length >= MIN_QUOTED);
}

/**
 * Returns the selected part of a paragraph's text, extended to whole words and including selected
 * punctuation, as start and end offsets; null if none of it is selected.
 */
function findSelectedPart(words: Element, range: Range): [number, number] | null {
  const own = document.createRange();
  own.selectNodeContents(words);
  const text = words.textContent ?? "";
  const from = range.comparePoint(words, 0) < 0 ? lengthBefore(own, range, "start") : 0;
  const isBeyond = range.comparePoint(words, words.childNodes.length) > 0;
  const to = isBeyond ? lengthBefore(own, range, "end") : text.length;
  const found = findWords(text).filter((word) => word.to > from && word.from < to);
  const [first, last] = [found[0], found.at(-1)];
  return first && last ? [Math.min(first.from, from), Math.max(last.to, to)] : null;
}

function lengthBefore(own: Range, range: Range, side: "start" | "end"): number {
  const part = own.cloneRange();
  if (side === "start") part.setEnd(range.startContainer, range.startOffset);
  else part.setEnd(range.endContainer, range.endOffset);
  return part.toString().length;
}

/**
 * Completes a citation for some paragraphs. The authors are the speakers; a questioner is one only
 * if no answer is cited. A selection across exchanges is located by paragraph numbers alone.
 * @param selected the text elements of the cited paragraphs
 */
function completeCitation(
  work: Work,
  selected: Element[],
  anchor: string,
  fingerprint: string,
  passage: Passage | null = null,
): Citation {
  const answers = selected.filter((words) => !isQuestion(words));
  const speakers = [...new Set((answers.length ? answers : selected).map(speakerOf))];
  const [exchange, other] = new Set(selected.map((words) => words.closest(".exchange")?.id ?? ""));
  const isOne = exchange && other === undefined;
  const parts = [answers.length < selected.length && "question", answers.length && "answer"];
  return {
    ...work.citation,
    whole: work.citation,
    key: `${speakers[0]}-${work.slug}-${anchor}`,
    names: speakers.flatMap((speaker) => work.people.get(speaker) ?? []),
    address: work.address && work.address + writeFragment({ anchor, fingerprint, passage }),
    part: isOne ? namePart(parts) : "",
    number: isOne ? numberOf(exchange) : 0,
    paragraphs: selected.map((words) => numberOf(anchorOf(words))),
    time: timeOf(selected[0]),
  };
}

/**
 * Groups paragraphs by turn, each with its label; without labels if there is only one speaker. Two
 * questioners are always kept apart, because they may be different people.
 * @param selected the text elements of the cited paragraphs
 */
function groupByTurn(work: Work, selected: Element[], readPart = readLine): QuotedTurn[] {
  const turns = new Map<Element | null, Element[]>();
  for (const words of selected) {
    const turn = words.closest(".turn");
    turns.set(turn, [...(turns.get(turn) ?? []), words]);
  }
  const isAnyAsked = turns.size > 1 && selected.some(isQuestion);
  if (!isAnyAsked && new Set(selected.map(speakerOf)).size < 2) {
    const isAsked = selected.some(isQuestion);
    return [{ by: "", isAsked, paragraphs: selected.map(readPart) }];
  }
  return [...turns].map(([turn, own]) => ({
    by: labelOf(work, turn),
    isAsked: own.some(isQuestion),
    paragraphs: own.map(readPart),
  }));
}

/** Returns a speaker's label as printed, or else the name. */
function labelOf(work: Work, turn: Element | null): string {
  const printed = turn?.querySelector(".attribution-name")?.textContent ?? "";
  if (!printed && turn?.matches(".turn-question")) return _("Question"); // its page omits that label
  return (
    collapseSpaces(printed) || (work.people.get(turn?.getAttribute("data-by") ?? "")?.whole ?? "")
  );
}

function speakerOf(words: Element): string {
  return words.closest("[data-by]")?.getAttribute("data-by") ?? "";
}

function isQuestion(words: Element): boolean {
  return Boolean(words.closest(".turn-question"));
}

function anchorOf(words: Element): string {
  return words.closest(".paragraph")?.id ?? "";
}

/** Returns when a paragraph begins in the recording, such as `12:34`; empty if unknown. */
function timeOf(words: Element | undefined): string {
  const listen = words?.closest(".paragraph")?.querySelector("[data-time]");
  return listen?.getAttribute("data-time") ?? "";
}

function numberOf(anchor: string): number {
  return Number(/\d+$/u.exec(anchor)?.[0] ?? 0);
}

function readLine(words: Element): string {
  return collapseSpaces(words.textContent ?? "");
}

function collapseSpaces(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
