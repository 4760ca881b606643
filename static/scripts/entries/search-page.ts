/**
 * The search page: keeps the search box, the address and the hits in step. What the first hits of a
 * plain query do not need is in `search-extras.ts`, which this script loads.
 */

import { evaluateQuery } from "../search/evaluate.ts";
import { button, element, findPart } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";
import { once } from "../shared/once.ts";
import { loadSibling } from "../shared/sibling-scripts.ts";
import { linkTo } from "../shared/site-links.ts";
import { openIndex } from "../search/engine.ts";
import { groupHits, sortByDate } from "../search/groups.ts";
import { isCut, parseQuery } from "../search/parse-query.ts";
import { sourceAt } from "../search/pieces.ts";
import { hasFilters, readState, withoutFilters, writeState } from "../search/url-state.ts";
import { IndexError, orIndexError } from "../search/types.ts";
import {
  countPassages,
  describeCount,
  hitLinks,
  showGroup,
  showRemark,
} from "../search/results-view.ts";
import type { Answer } from "../search/evaluate.ts";
import type { Group } from "../search/groups.ts";
import type { Surroundings } from "../search/results-view.ts";
import type { Child } from "../shared/dom.ts";
import type { ResultPanels } from "../search/result-panels.ts";
import type { Engine } from "../search/engine.ts";
import type { Ranking } from "../search/types.ts";
import type { Order, State } from "../search/url-state.ts";
import type { SearchExtras } from "./search-extras.ts";

// Milliseconds after the last key before an unfinished word is searched for.
const TYPING_DELAY = 120;
const PAGE_SIZE = 10; // statements shown at a time
const WIDE = "(min-width: 73em)"; // the filters are beside the results

/** The hits before filtering. */
interface Found {
  /** null if nothing was typed */
  answer: Answer | null;
  all: Ranking;
  /** how many paragraphs contain some of the words, if none contains all */
  some: number;
}

class SearchPage {
  private readonly frame = findPart(document, "[data-search]", HTMLElement);
  private readonly form = findPart(this.frame, "form", HTMLFormElement);
  private readonly box = findPart(this.frame, "input[type=search]", HTMLInputElement);
  private readonly status = findPart(document, "#search-status", HTMLElement);
  private readonly order = findPart(document, "#search-order", HTMLElement);
  readonly chips = findPart(document, "#search-chips", HTMLElement);
  private readonly remarks = findPart(document, "#search-remarks", HTMLElement);
  readonly filters = findPart(document, "#search-filters", HTMLElement);
  readonly filterList = findPart(document, "#search-filter-list", HTMLElement);
  private readonly panel = findPart(this.filters, "details", HTMLDetailsElement);
  private readonly results = findPart(document, "#results", HTMLElement);
  readonly chart = findPart(document, "#search-chart", HTMLElement);
  readonly exportPanel = findPart(document, "#search-export", HTMLElement);
  private readonly more = findPart(document, "#search-more", HTMLElement);
  private readonly help = findPart(this.frame, ".search-help", HTMLDetailsElement);
  readonly root = this.frame.dataset["root"] ?? "";
  private readonly title = document.title;
  private panels: ResultPanels | null = null;
  state: State = readState(location.search);
  private request = 0;
  private timer = 0;
  private engine: Promise<Engine> | null = null;

  start(): void {
    this.box.value ||= this.state.q; // unless somebody has typed before this script arrived
    this.panel.open = matchMedia(WIDE).matches;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go({ ...this.state, q: this.box.value, any: false });
    });
    this.box.addEventListener("input", () => {
      loadExtras().catch(() => {}); // for the end of the word
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.type(), TYPING_DELAY);
    });
    window.addEventListener("popstate", () => {
      this.state = readState(location.search);
      this.box.value = this.state.q;
      void this.search({ isTyping: false });
    });
    document.addEventListener("keydown", (event) => this.moveFocus(event));
    if (this.box.value === this.state.q) {
      void this.search({ isTyping: false });
    } else {
      this.type();
    }
  }

  private type(): void {
    const next = { ...this.state, q: this.box.value, any: false };
    if (next.q !== this.state.q) {
      this.state = next;
      history.replaceState(null, "", this.address(next));
      void this.search({ isTyping: true });
    }
  }

  go(next: State): void {
    clearTimeout(this.timer);
    if (writeState(next) !== writeState(this.state)) {
      history.pushState(null, "", this.address(next));
    }
    this.state = next;
    this.box.value = next.q;
    void this.search({ isTyping: false });
  }

  address(state: State): string {
    return location.pathname + writeState(state);
  }

  private async search({ isTyping }: { isTyping: boolean }): Promise<void> {
    this.request += 1;
    const request = this.request;
    document.title = [this.state.q.trim(), this.title].filter(Boolean).join(" · ");
    if (!this.state.q.trim() && !hasFilters(this.state)) {
      this.clear("");
      this.help.open = true; // there is nothing else to read
      return;
    }
    if (!this.results.hasChildNodes()) this.help.open = false;
    this.results.setAttribute("aria-busy", "true");
    this.filters.hidden = false; // before the results, which would move
    let hasHits = false;
    try {
      if (hasFilters(this.state)) {
        loadExtras().catch(() => {}); // errors surface when it is awaited
      }
      this.engine ??= this.open();
      const engine = await this.engine;
      const isByDate = this.state.order !== "best" || !this.state.q.trim();
      (isByDate ? engine.statements() : engine.spans()).catch(() => {}); // likewise
      const found = await this.find(engine, isTyping);
      if (request !== this.request) return;
      const hits = await this.show(engine, found, request);
      hasHits = true;
      await this.showPanels(engine, found, hits, request);
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      const isUpdated = request === this.request && (await this.reopen());
      if (request !== this.request) return;
      if (isUpdated) await this.search({ isTyping });
      else if (hasHits) this.failPanels(error);
      else this.fail(error);
    } finally {
      if (request === this.request) this.results.setAttribute("aria-busy", "false");
    }
  }

  private open(): Promise<Engine> {
    return openIndex(sourceAt(this.root + (this.frame.dataset["index"] ?? "")), loadExtras);
  }

  /** Opens the index again; returns true if it is another one, because the site was updated. */
  private async reopen(): Promise<boolean> {
    const before = await this.engine?.catch(() => null);
    const now = await this.open().catch(() => null);
    this.engine = now && Promise.resolve(now);
    return now !== null && now.facts.build !== before?.facts.build;
  }

  private async find(engine: Engine, isTyping: boolean): Promise<Found> {
    if (!this.state.q.trim()) {
      return { answer: null, all: Array.from(await engine.all()), some: 0 };
    }
    const query = parseQuery(this.state.q, engine.facts);
    const answer = await evaluateQuery(query, engine, { isTyping, any: this.state.any });
    const canRelax = answer.paragraphs.length === 0 && answer.required > 1;
    const some = canRelax ? await evaluateQuery(query, engine, { any: true }) : null;
    return { answer, all: answer.paragraphs, some: some?.paragraphs.length ?? 0 };
  }

  /** Shows the first hits, and returns all that pass the filters. */
  private async show(
    engine: Engine,
    { answer, all, some }: Found,
    request: number,
  ): Promise<Ranking> {
    const [hits, spans] = await Promise.all([
      hasFilters(this.state) ? this.filter(engine, all) : all,
      engine.spans(),
    ]);
    const order = answer || this.state.order !== "best" ? this.state.order : "newest";
    const best = groupHits(hits.slice(), spans);
    const groups = order === "best" ? best : sortByDate(best, await engine.statements(), order);
    const targets = answer ?? { terms: new Set(), phrases: [] };
    const link = (url: string) => linkTo(this.root, url, this.state.q);
    await this.showMore(groups, { engine, targets, link }, 0, request);
    if (request === this.request) {
      const count = describeCount(hits.length, groups.length, this.state.q);
      this.status.replaceChildren(element("h2", { tabindex: "-1" }, count));
      this.showOrder(hits.length > 0 ? order : null, answer !== null);
      this.showRemarks(answer, all.length, hits.length, some);
    }
    return hits;
  }

  /** Shows what is beside the hits. What it needs may be much larger, so it is loaded after them. */
  private async showPanels(
    engine: Engine,
    { answer, all }: Found,
    hits: Ranking,
    request: number,
  ): Promise<void> {
    const [extras, columns] = await Promise.all([loadExtras(), engine.columns()]);
    if (request === this.request) {
      this.panels ??= new extras.ResultPanels(this);
      this.panels.show({ answer, all, hits }, engine, columns);
    }
  }

  private async filter(engine: Engine, all: Ranking): Promise<number[]> {
    const [extras, columns] = await Promise.all([loadExtras(), engine.columns()]);
    return extras.filterHits(all, columns, this.state);
  }

  /**
   * Shows the orders to choose from; null for no hits.
   * @param hasQuery true if hits can be more or less like the query
   */
  private showOrder(chosen: Order | null, hasQuery: boolean): void {
    const names: Record<Order, string> = {
      best: _("Best match"),
      newest: _("Newest first"),
      oldest: _("Oldest first"),
    };
    const orders = (Object.keys(names) as Order[]).filter((order) => hasQuery || order !== "best");
    const items = orders.map((order) => {
      const link = this.link({ ...this.state, order }, "", names[order]);
      link.ariaCurrent = order === chosen ? "true" : null;
      return element("li", link);
    });
    this.replace(this.order, chosen ? items : []);
  }

  /** Replaces the children of a part; moves the focus from it to the count of results. */
  replace(part: HTMLElement, children: readonly HTMLElement[]): void {
    const hasFocus = part.contains(document.activeElement);
    part.replaceChildren(...children);
    if (hasFocus) this.status.querySelector<HTMLElement>("h2")?.focus();
  }

  /** Creates a link to the search with another state. */
  link(state: State, name: string, ...children: Child[]): HTMLAnchorElement {
    const link = element("a", { class: name || null, href: this.address(state) }, ...children);
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        this.go(state);
      }
    });
    return link;
  }

  private async showMore(
    groups: readonly Group[],
    around: Surroundings,
    from: number,
    request: number,
  ): Promise<void> {
    const page = groups.slice(from, from + PAGE_SIZE);
    const passages = await around.engine.passages(page.flatMap(({ first }) => first));
    if (request !== this.request) return;
    const shown = page.map((group) => {
      return showGroup(group, passages.splice(0, group.first.length), around);
    });
    if (from === 0) this.results.replaceChildren();
    this.results.append(...shown);
    const rest = groups.length - from - PAGE_SIZE;
    this.more.replaceChildren();
    if (rest > 0) {
      const act = async () => this.showMore(groups, around, from + PAGE_SIZE, request);
      const count = Math.min(rest, PAGE_SIZE);
      const statements = ngettext("%(num)s statement", "%(num)s statements", rest);
      const name = _("Show %(count)s more of %(statements)s", { count, statements });
      this.more.append(button("button", () => void act(), name));
    }
    if (from > 0) shown[0]?.querySelector<HTMLElement>("[data-hit]")?.focus();
  }

  private showRemarks(answer: Answer | null, all: number, left: number, some: number): void {
    const replace = (written: string, instead: string) =>
      this.go({ ...this.state, q: this.state.q.split(written).join(instead) });
    const remarks = (answer?.remarks ?? []).flatMap((remark) => {
      return showRemark(remark, this.state.q, replace) ?? [];
    });
    const offer = (remark: string, name: string, next: State) => {
      const act = button("text-button", () => this.go(next), name);
      remarks.push(element("p", remark, " ", act));
    };
    if (isCut(this.state.q)) {
      remarks.push(element("p", _("Only the beginning of this long query was searched for.")));
    }
    if (some) {
      const name = ngettext(
        "Show %(num)s that contains some of them",
        "Show %(num)s that contain some of them",
        some,
      );
      offer(_("No passage contains all these words."), name, { ...this.state, any: true });
    }
    if (this.state.any && answer) {
      const next = { ...this.state, any: false };
      offer(_("These passages contain some of the words."), _("Require all words"), next);
    }
    if (all > 0 && left === 0) {
      const name = _("Clear filters (%(passages)s)", { passages: countPassages(all) });
      offer(_("No results with these filters."), name, withoutFilters(this.state));
    }
    this.remarks.replaceChildren(...remarks);
  }

  private clear(message: string): void {
    for (const part of [this.results, this.remarks, this.more, this.order]) {
      part.replaceChildren();
    }
    this.clearPanels();
    this.status.replaceChildren(...(message ? [element("h2", { tabindex: "-1" }, message)] : []));
    this.results.setAttribute("aria-busy", "false");
  }

  private clearPanels(): void {
    for (const part of [this.chart, this.exportPanel, this.filterList, this.chips]) {
      part.replaceChildren();
    }
    this.filters.hidden = true;
  }

  private failPanels({ message: reason }: IndexError): void {
    this.clearPanels();
    const said = _("Filters and exports are unavailable (%(reason)s). Try again.", { reason });
    this.remarks.append(element("p", said));
  }

  private fail(error: IndexError): void {
    this.clear(_("Search is unavailable"));
    this.remarks.append(
      element(
        "p",
        _("Reason: %(reason)s.", { reason: error.message }),
        " ",
        _("Try again, or browse the list of"),
        " ",
        element("a", { href: linkTo(this.root, "") }, _("statements by date")),
        ".",
      ),
    );
  }

  /** Moves the focus: `/` to the search box, arrow keys through the hits. */
  private moveFocus(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const focused = document.activeElement;
    if (event.key === "/" && !(focused instanceof HTMLInputElement)) {
      event.preventDefault();
      this.box.focus();
      this.box.select();
      return;
    }
    const stops = [this.box, ...hitLinks(this.results)];
    const place = stops.findIndex((stop) => stop === focused);
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (!isArrow || place < 0 || stops.length < 2) return;
    event.preventDefault();
    const next = place + (event.key === "ArrowDown" ? 1 : -1);
    stops[Math.min(Math.max(next, 0), stops.length - 1)]!.focus();
  }
}

const loadExtras = once(async (): Promise<SearchExtras> => {
  const name = "search-extras.js";
  await orIndexError(loadSibling(name), _("%(name)s did not arrive", { name }));
  return (globalThis as any).onRecordSearchExtras;
});

if (document.querySelector("[data-search]")) new SearchPage().start();
