/** Builds the page's view of a finding. All text is added as text nodes. */

import { loadWholeAnswer } from "../search/whole-answer.ts";
import { button, element } from "../shared/dom.ts";
import { citePassage, citedUrl } from "../search/passage-citation.ts";
import { NAMES, sayFinding } from "./verdict-messages.ts";
import type { Engine } from "../search/types.ts";
import type { Finding, Place, Reach, Run } from "./judge.ts";

/** What showing a finding needs from the page. */
interface Surroundings {
  engine: () => Promise<Engine>;
  /** returns a link from this page to an address of the site */
  link: (url: string) => string;
  /** returns the absolute address */
  whole: (url: string) => string;
  say: (said: string) => void;
}

const AROUND = 320; // characters of context before and after
const LONG = 600; // characters of a quotation that are shown

export function showFinding(finding: Finding, around: Surroundings): HTMLLIElement {
  const { quotation, verdict, places } = finding;
  const isNearest = verdict === "not-found" && places.length > 0;
  return element(
    "li",
    { class: "finding", "data-verdict": verdict, tabindex: "-1" },
    element("h3", { class: "finding-verdict" }, NAMES[verdict]),
    element("blockquote", { class: "finding-quotation" }, shorten(quotation.text)),
    element("p", { class: "finding-meaning" }, sayFinding(finding).join(" ")),
    isNearest && element("h4", { class: "finding-nearest" }, "The nearest that stands here"),
    ...places.map((place) => showPlace(place, around)),
  );
}

function showPlace({ reaches, runs }: Place, around: Surroundings): HTMLDivElement {
  const differs = runs.some(({ difference }) => difference !== "same");
  return element(
    "div",
    { class: "place" },
    differs && element("p", { class: "place-runs" }, ...runs.flatMap(showRun)),
    ...reaches.map((reach) => showReach(reach, around)),
  );
}

function showRun({ difference, text }: Run, place: number): (Node | string)[] {
  const isMark = !/[\p{L}\p{N}]/u.test(text);
  const space = place === 0 || isMark ? "" : " ";
  if (difference === "same") {
    return [space, text];
  }
  const [tag, name] =
    difference === "added"
      ? (["ins", "only in the quotation: "] as const)
      : (["del", "only in the record: "] as const);
  return [space, element(tag, {}, element("span", { class: "hidden" }, name), text)];
}

function showReach(reach: Reach, { engine, link, whole, say }: Surroundings): HTMLDivElement {
  const { passage, start, end } = reach;
  const citation = citePassage(passage, whole);
  const copy = async () => {
    await navigator.clipboard.writeText(citation);
    say("The citation is copied.");
  };
  const text = element("div", { class: "whole-text" });
  const more = element(
    "details",
    { class: "whole" },
    element(
      "summary",
      {},
      passage.exchange === null ? "All that stands around it" : "The whole answer",
    ),
    text,
  );
  const load = async () => {
    const passages = await loadWholeAnswer(passage, await engine());
    text.replaceChildren(
      ...passages.map((one) =>
        element(
          "p",
          { class: one.kind === "question" ? "whole-question" : null },
          element("a", { class: "whole-link", href: link(one.url) }, one.speakerName),
          " ",
          ...(one.id === passage.id ? highlightText(one.text, start, end) : [one.text]),
        ),
      ),
    );
  };
  const fail = () => text.replaceChildren(element("p", {}, "It could not be loaded."));
  more.addEventListener("toggle", () => void load().catch(fail), { once: true });
  return element(
    "div",
    { class: "place-reach" },
    element("p", { class: "place-context" }, ...contextOf(reach)),
    element(
      "p",
      { class: "place-citation" },
      element(
        "a",
        { href: link(citedUrl(passage)) },
        citation.slice(0, citation.lastIndexOf(". ") + 1),
      ),
      " ",
      button(
        "text-button",
        () => void copy().catch(() => say("It could not be copied.")),
        "Copy citation",
      ),
    ),
    more,
  );
}

/** Returns the quoted text, highlighted in its context. */
function contextOf({ passage: { text }, start, end }: Reach): (Node | string)[] {
  const from = start > AROUND ? text.indexOf(" ", start - AROUND) + 1 : 0;
  const to = text.length - end > AROUND ? text.lastIndexOf(" ", end + AROUND) : text.length;
  const [first, last] = [Math.min(from, start), Math.max(to, end)];
  return [
    first > 0 ? "… " : "",
    ...highlightText(text.slice(first, last), start - first, end - first),
    last < text.length ? " …" : "",
  ];
}

function highlightText(text: string, start: number, end: number): (Node | string)[] {
  return [text.slice(0, start), element("mark", {}, text.slice(start, end)), text.slice(end)];
}

function shorten(text: string): string {
  return text.length > LONG ? `${text.slice(0, LONG).replace(/\s+\S*$/u, "")} …` : text;
}
