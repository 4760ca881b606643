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

/** Steps through the hits on a page, with buttons and with the keys n and p. */
class HitSteps {
  private readonly hits: readonly Element[];
  private readonly targets: HighlightTargets;
  private readonly status = element("span", { role: "status" });
  private readonly bar: HTMLElement;
  private place: number;

  /** @param place the hit that the address points to */
  constructor(hits: readonly Element[], place: number, targets: HighlightTargets) {
    this.hits = hits;
    this.targets = targets;
    this.place = place;
    this.bar = element(
      "div.hit-steps",
      { role: "region", "aria-label": _("Results in this text") },
      this.status,
      button("hit-step", () => this.step(-1), _("Previous")),
      button("hit-step", () => this.step(1), _("Next")),
      button("hit-step", () => this.close(), _("Close")),
    );
    this.say();
  }

  show(): void {
    document.body.append(this.bar);
    document.addEventListener("keydown", this.press);
  }

  private close(): void {
    this.bar.remove();
    document.removeEventListener("keydown", this.press);
  }

  private readonly press = (event: KeyboardEvent) => {
    const isTyping =
      event.target instanceof Element && event.target.matches(":is(input,textarea,select)");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") this.step(1);
    if (event.key === "p") this.step(-1);
  };

  /** Goes to the next hit or the one before; after the last comes the first. */
  private step(by: number): void {
    this.place = (this.place + by + this.hits.length) % this.hits.length;
    const hit = this.hits[this.place]!;
    highlightPlace(hit, this.targets);
    location.replace(`#${hit.id}`);
    this.say();
  }

  private say(): void {
    const values = { number: this.place + 1, count: this.hits.length };
    this.status.textContent = _("Result %(number)s of %(count)s", values);
  }
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
  if (hits.length > 1 && place >= 0) new HitSteps(hits, place, query.targets).show();
}

if (document.currentScript instanceof HTMLScriptElement) void main(document.currentScript.src);
