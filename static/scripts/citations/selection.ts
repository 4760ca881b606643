/** What is cited: a statement, an exchange, a paragraph, a selection. */

import { markOf, markOfParagraphs, wordsOf } from "../permalinks/fingerprint.ts";
import { passageOf, textFragment, writeFragment } from "./passage-link.ts";
import { findWords } from "./selection-words.ts";
import type { Citation } from "./citation-styles.ts";
import type { Work } from "./json-ld.ts";

export interface Cited {
  /** of what is cited, for a heading: `paragraph 14` */
  name: string;
  citation: Citation;
  /** what it says; nothing of a whole statement */
  quote: Said[];
  /** to copy; empty on a disk, where addresses are nobody else's */
  link: string;
}

/** Words of one speaker. */
export interface Said {
  /** their label, as printed; empty where all that is quoted is one speaker's */
  by: string;
  paragraphs: string[];
}

export function citeStatement(work: Work): Cited {
  const { citation } = work;
  return { name: "this statement", citation, quote: [], link: citation.address };
}

/** An exchange: its answers are quoted, or the question that nobody answers. */
export function citeExchange(work: Work, exchange: Element): Cited {
  const answers = [...exchange.querySelectorAll(".turn:not(.turn-question) .words")];
  const said = answers.length ? answers : [...exchange.querySelectorAll(".words")];
  const mark = markOfParagraphs(exchange.querySelectorAll(".paragraph"));
  const fragment = writeFragment({ anchor: exchange.id, mark, passage: null });
  const citation = placed(work, said, exchange.id, fragment);
  return {
    name: `${citation.part} ${citation.number}`,
    citation: { ...citation, paragraphs: [] },
    quote: saidBy(work, said, textOf),
    link: citation.address,
  };
}

export function citeParagraph(work: Work, paragraph: Element): Cited {
  const words = paragraph.querySelector(".words")!;
  const mark = markOf(wordsOf(paragraph));
  const fragment = writeFragment({ anchor: paragraph.id, mark, passage: null });
  const citation = placed(work, [words], paragraph.id, fragment);
  return {
    name: `paragraph ${citation.paragraphs[0]}`,
    citation,
    quote: saidBy(work, [words], textOf),
    link: citation.address,
  };
}

/** The words of paragraphs that a range holds, whole ones; null where it holds none. */
export function citeSelection(work: Work, range: Range): Cited | null {
  const all = [...document.querySelectorAll(".paragraph .words")];
  const held = all.filter((words) => range.intersectsNode(words) && stretch(words, range));
  const [first, last] = [held[0], held.at(-1)];
  if (!first || !last) return null;
  const [from] = stretch(first, range) ?? [0];
  const [, to] = stretch(last, range) ?? [0, 0];
  const [text, lastText] = [first.textContent ?? "", last.textContent ?? ""];
  const [anchor, ends] = [anchorOf(first), first === last ? "" : anchorOf(last)];
  const passage = passageOf(text, from, lastText, to, ends);
  const mark = markOf(wordsOf(first.closest(".paragraph")!));
  const citation = placed(work, held, anchor, writeFragment({ anchor, mark, passage }));
  const quoted = (words: Element) => {
    const [begin, end] = stretch(words, range) ?? [0, 0];
    return folded((words.textContent ?? "").slice(begin, end));
  };
  return {
    name: "the selected words",
    citation,
    quote: saidBy(work, held, quoted),
    link: citation.address && citation.address + textFragment(text, from, lastText, to),
  };
}

/**
 * The whole words of a paragraph that a range touches: where they begin and end in its text, with
 * the punctuation that the range holds too; null where it touches none.
 */
export function stretch(words: Element, range: Range): [number, number] | null {
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
 * The authors are those who speak; who asks is one where nobody's answer is cited, as of an
 * interview. What goes over several exchanges is placed by its paragraphs alone.
 * @param held the words of its paragraphs
 */
function placed(work: Work, held: Element[], anchor: string, fragment: string): Citation {
  const answers = held.filter((words) => !isAsked(words));
  const speakers = [...new Set((answers.length ? answers : held).map(speakerOf))];
  const [exchange, other] = new Set(held.map((words) => words.closest(".exchange")?.id ?? ""));
  const isOne = exchange && other === undefined;
  const parts = [answers.length < held.length && "question", answers.length && "answer"];
  return {
    ...work.citation,
    key: `${speakers[0]}-${work.slug}-${anchor}`,
    names: speakers.flatMap((speaker) => work.people.get(speaker) ?? []),
    address: work.address && work.address + fragment,
    part: isOne ? parts.filter(Boolean).join(" and ") : "",
    number: isOne ? numberOf(exchange) : 0,
    paragraphs: held.map((words) => numberOf(anchorOf(words))),
  };
}

/**
 * Turn by turn, each under its label; without any where all is one speaker's. Two who ask are
 * never taken for one: nobody knows who they are.
 * @param held the words of its paragraphs
 */
function saidBy(work: Work, held: Element[], textOf: (words: Element) => string): Said[] {
  const turns = new Map<Element | null, Element[]>();
  for (const words of held) {
    const turn = words.closest(".turn");
    turns.set(turn, [...(turns.get(turn) ?? []), words]);
  }
  const isAnyAsked = turns.size > 1 && held.some(isAsked);
  if (!isAnyAsked && new Set(held.map(speakerOf)).size < 2) {
    return [{ by: "", paragraphs: held.map(textOf) }];
  }
  return [...turns].map(([turn, own]) => ({
    by: labelOf(work, turn),
    paragraphs: own.map(textOf),
  }));
}

/** A speaker's label as it is printed; else the name. */
function labelOf(work: Work, turn: Element | null): string {
  const printed = turn?.querySelector(".attribution-name")?.textContent ?? "";
  return folded(printed) || (work.people.get(turn?.getAttribute("data-by") ?? "")?.whole ?? "");
}

function speakerOf(words: Element): string {
  return words.closest("[data-by]")?.getAttribute("data-by") ?? "";
}

function isAsked(words: Element): boolean {
  return Boolean(words.closest(".turn-question"));
}

function anchorOf(words: Element): string {
  return words.closest(".paragraph")?.id ?? "";
}

function numberOf(anchor: string): number {
  return Number(/\d+$/u.exec(anchor)?.[0] ?? 0);
}

function textOf(words: Element): string {
  return folded(words.textContent ?? "");
}

function folded(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
