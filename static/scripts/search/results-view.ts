/** Builds the search page's results and remarks. */

import { loadWholeAnswer } from "./whole-answer.ts";
import { quotedNames } from "./passage-citation.ts";
import { button, day, element } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";
import { splitWhere } from "../shared/split-where.ts";
import { cutSnippet, highlightText } from "./snippets.ts";
import type { LoadPassages } from "./whole-answer.ts";
import type { Remark } from "./evaluate.ts";
import type { Child } from "../shared/dom.ts";
import type { Group } from "./groups.ts";
import type { Run, HighlightTargets } from "./snippets.ts";
import type { Engine } from "./engine.ts";
import type { Passage } from "./types.ts";

/** What showing hits needs from the page. */
export interface Surroundings {
  engine: Engine;
  targets: HighlightTargets;
  /** returns a link from this page to an address of the site */
  link: (url: string) => string;
}

/**
 * Shows the hits in one statement.
 * @param passages the first of its hits
 */
export function showGroup(
  { hits }: Group,
  passages: readonly Passage[],
  around: Surroundings,
): HTMLElement {
  const { statement, title, date } = passages[0]!;
  const body = element("div.group-body", ...showPassages(passages, around));
  if (passages.length < hits.length) body.append(showRest(hits, body, around));
  return element(
    "section.group",
    element(
      "div.group-head",
      element("h3", element("a", { href: around.link(`statements/${statement}/`) }, title)),
      element("p", day(date), " · ", countPassages(hits.length)),
    ),
    body,
  );
}

/** Offers the rest of a statement's hits. */
function showRest(
  hits: readonly number[],
  body: HTMLElement,
  around: Surroundings,
): HTMLParagraphElement {
  const name = ngettext("Show all %(num)s passage", "Show all %(num)s passages", hits.length);
  const act = async () => {
    const known = new Set(hitLinks(body).map(({ href }) => href));
    const passages = await around.engine.passages(hits);
    body.replaceChildren(...showPassages(passages, around));
    hitLinks(body)
      .find(({ href }) => !known.has(href))
      ?.focus();
  };
  const fail = () => body.append(element("p", { role: "alert" }, _("It could not be loaded.")));
  return element(
    "p.group-rest",
    button("text-button", () => void act().catch(fail), name),
  );
}

/** Returns the links to the hits below an element, in order. */
export function hitLinks(frame: ParentNode): HTMLAnchorElement[] {
  return [...frame.querySelectorAll<HTMLAnchorElement>("a[data-hit]")];
}

/** Shows passages in reading order, those of an answer together under their question. */
function showPassages(passages: readonly Passage[], around: Surroundings): HTMLElement[] {
  const blocks = splitWhere(passages, (one, before) => one.exchange !== before.exchange);
  return blocks.map((block) => showBlock(block, around));
}

function showBlock(passages: readonly Passage[], around: Surroundings): HTMLDivElement {
  const { engine, targets, link } = around;
  const first = passages[0]!;
  const { exchange, statement, question } = first;
  const address = link(`statements/${statement}/#answer-${exchange}`);
  const isQuestion = passages.some(({ kind }) => kind === "question");
  return element(
    "div.group-block",
    exchange !== null &&
      !isQuestion &&
      element("p.asked", _("Asked:"), " ", element("a", { href: address }, element("q", question))),
    ...passages.map((passage) => showHit(passage, around)),
    showContext(first, engine.passages, link, ({ text }) => {
      return renderRuns(highlightText(text, targets));
    }),
  );
}

function showHit(passage: Passage, { targets, link }: Surroundings): HTMLDivElement {
  const name = _("Paragraph %(number)s", { number: passage.id.replace(/^.*\/p/u, "") });
  const hit = element("a", { href: link(passage.url), "data-hit": true }, name);
  return element(
    "div.passage",
    element("p.passage-text", ...renderRuns(cutSnippet(passage.text, targets))),
    element("p.passage-by", sayWho(passage), " · ", hit),
  );
}

function sayWho(passage: Passage): string {
  const [name, quoted] = [passage.speakerName, quotedNames(passage)];
  if (quoted) return _("%(name)s, as quoted in a news report", { name: quoted });
  if (passage.kind === "answer") return _("%(name)s, answering", { name });
  return passage.kind === "question" ? _("%(name)s, asking", { name }) : name;
}

/**
 * Shows the answer or the opening that a passage is part of, loaded when the reader opens it.
 * @param render returns the text of a paragraph with its highlights
 */
export function showContext(
  passage: Passage,
  loadPassages: LoadPassages,
  link: (url: string) => string,
  render: (one: Passage) => Child[],
): HTMLDetailsElement {
  const text = element("div.whole-text");
  const name = passage.exchange === null ? _("Show in context") : _("Show the whole answer");
  const details = element("details.whole", element("summary", name), text);
  const load = async () => {
    const passages = await loadWholeAnswer(passage, loadPassages);
    text.replaceChildren(
      ...passages.map((one) =>
        element(
          "p",
          { class: one.kind === "question" ? "whole-question" : null },
          element("a.whole-link", { href: link(one.url) }, one.speakerName),
          " ",
          ...render(one),
        ),
      ),
    );
  };
  const fail = () => text.replaceChildren(element("p", _("It could not be loaded.")));
  details.addEventListener("toggle", () => void load().catch(fail), { once: true });
  return details;
}

/** Returns runs of a text, with `mark` elements for highlights. */
export function renderRuns(runs: readonly Run[]): Child[] {
  return runs.map(({ text, isHighlighted }) => (isHighlighted ? element("mark", text) : text));
}

/**
 * Returns a remark on a word of the query; null if the heading says it, because the word is all.
 * @param q the query
 */
export function showRemark(
  { kind, written, instead }: Remark,
  q: string,
  replace: (written: string, instead: string) => void,
): HTMLParagraphElement | null {
  const word = { word: written };
  const offer = (other: string, name: string) =>
    button("text-button", () => replace(written, other), name);
  switch (kind) {
    case "common":
      return element("p", _("“%(word)s” is too common to search for and was ignored.", word));
    case "only-common": {
      const common = _("“%(word)s” is too common to search for. Add another word.", word);
      return element("p", written ? common : _("Type a word to search for."));
    }
    case "synonyms": {
      const names = instead.filter((name) => name !== written).join(", ");
      const only = offer(`"${written}"`, _("Search only for “%(word)s”", word));
      return element("p", _("Also searching for: %(names)s.", { names }), " ", only);
    }
    case "unknown": {
      const missing = written === q.trim() ? [] : [_("No results for “%(word)s”.", word), " "];
      const offers = instead.flatMap((other) => [" ", offer(other, other)]);
      const remark = [...missing, ...(offers.length ? [_("Did you mean:"), ...offers] : [])];
      return remark.length ? element("p", ...remark) : null;
    }
  }
}

export function describeCount(hits: number, statements: number, q: string): string {
  if (hits === 0) {
    const word = q.trim().slice(0, 80);
    return word ? _("No results for “%(word)s”", { word }) : _("No results");
  }
  return _("%(passages)s in %(statements)s", {
    passages: countPassages(hits),
    statements: ngettext("%(num)s statement", "%(num)s statements", statements),
  });
}

export function countPassages(count: number): string {
  return ngettext("%(num)s passage", "%(num)s passages", count);
}
