/**
 * Highlights the words of a search in the paragraph or exchange that the address points to, and
 * steps from hit to hit on the page.
 */

import { readAnchor } from "../permalinks/fragment.ts";
import { PageQuery } from "../search/page-hits.ts";
import { findMatches } from "../search/snippets.ts";
import { button, element } from "../shared/dom.ts";
import { _ } from "../shared/messages.ts";
import { highlightParts } from "../shared/text-nodes.ts";
import { readGroups } from "../search/synonyms.ts";
import type { Manifest } from "../search/pieces.ts";
import type { HighlightTargets } from "../search/snippets.ts";
import type { SynonymGroup } from "../search/types.ts";

function highlightPlace(place: Element, targets: HighlightTargets): void {
  for (const words of place.querySelectorAll(".words")) {
    if (words.querySelector("mark")) continue;
    const matches = findMatches(words.textContent ?? "", targets);
    highlightParts(
      words,
      matches.map(([start, end]) => [start, end]),
    );
  }
}

/**
 * Steps through the hits on a page, with buttons and with the keys n and p.
 * @param first the hit that the address points to
 */
function offerSteps(hits: readonly Element[], first: number, targets: HighlightTargets): void {
  let place = first;
  const status = element("span", { role: "status" });
  const say = () => {
    const values = { number: place + 1, count: hits.length };
    status.textContent = _("Result %(number)s of %(count)s", values);
  };
  // After the last hit comes the first.
  const step = (by: number) => {
    place = (place + by + hits.length) % hits.length;
    const hit = hits[place]!;
    highlightPlace(hit, targets);
    location.replace(`#${hit.id}`);
    say();
  };
  const press = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    const isTyping = target instanceof Element && target.matches(":is(input,textarea,select)");
    if (isTyping || ctrlKey || metaKey || altKey) return;
    if (key === "n") step(1);
    if (key === "p") step(-1);
  };
  const close = () => {
    bar.remove();
    document.removeEventListener("keydown", press);
  };
  const bar = element(
    "div.hit-steps",
    { role: "region", "aria-label": _("Results in this text") },
    status,
    button("hit-step", () => step(-1), _("Previous")),
    button("hit-step", () => step(1), _("Next")),
    button("hit-step", close, _("Close")),
  );
  say();
  document.body.append(bar);
  document.addEventListener("keydown", press);
}

/** Returns the names with the same meaning, from the search index of the site; none from disk. */
async function loadSynonyms(script: string): Promise<SynonymGroup[]> {
  if (location.protocol === "file:") return [];
  const response = await fetch(new URL("../../search/index.json", script));
  return readGroups(((await response.json()) as Manifest).synonyms);
}

/**
 * Highlights the place that the address points to, and offers the page's other hits.
 * @param script the address of this script
 */
async function main(script: string): Promise<void> {
  const target = document.getElementById(readAnchor(location.hash));
  const q = document.documentElement.dataset["search"] ?? "";
  if (!target?.matches(".paragraph, .exchange")) return;
  const synonyms = await loadSynonyms(script).catch(() => []);
  const paragraphs = [...document.querySelectorAll(".paragraph")];
  const textOf = (paragraph: Element) =>
    [...paragraph.querySelectorAll(".words")].map((words) => words.textContent).join(" ");
  const query = new PageQuery(q, synonyms, paragraphs.map(textOf));
  highlightPlace(target, query.targets);
  const hits = paragraphs.filter((one) => one === target || query.isHit(textOf(one)));
  const place = hits.findIndex((hit) => target.contains(hit));
  if (hits.length > 1 && place >= 0) offerSteps(hits, place, query.targets);
}

if (document.currentScript instanceof HTMLScriptElement) void main(document.currentScript.src);
