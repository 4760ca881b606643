/** The search page: keeps the search box, the address and the hits in step. */

import { evaluateQuery } from "../search/evaluate.ts";
import { countMentions, showChart } from "../search/frequency-chart.ts";
import { button, element, findPart } from "../shared/dom.ts";
import { counted } from "../shared/numbers-and-dates.ts";
import { saveFile } from "../shared/save-file.ts";
import { linkTo } from "../shared/site-links.ts";
import { openIndex } from "../search/engine.ts";
import { countValues, filterHits, orderByDate } from "../search/facets.ts";
import { isCut, parseQuery } from "../search/parse-query.ts";
import {
  FILTERS,
  hasFilters,
  readState,
  toggleFilter,
  withoutFilters,
  writeState,
} from "../search/url-state.ts";
import { toCsv, toJson, toText } from "../search/export-hits.ts";
import { IndexError } from "../search/types.ts";
import {
  groupHits,
  describeCount,
  showDates,
  showFilter,
  showGroup,
  showRemark,
} from "../search/results-view.ts";
import type { Answer } from "../search/evaluate.ts";
import type { HighlightTargets } from "../search/snippets.ts";
import type { Columns, Engine, Ranking } from "../search/types.ts";
import type { State } from "../search/url-state.ts";

// Milliseconds after the last key before an unfinished word is searched for.
const TYPING_DELAY = 120;
const PAGE_SIZE = 20; // hits shown at a time
const MAX_EXPORTED = 2000; // hits that can be exported at once

const KINDS: Record<string, string> = {
  statement: "Statement",
  question: "Question",
  answer: "Answer",
  report: "Report",
};

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
  private readonly status = findPart(this.frame, "#search-status", HTMLElement);
  private readonly remarks = findPart(this.frame, "#search-remarks", HTMLElement);
  private readonly filters = findPart(this.frame, "#search-filters", HTMLElement);
  private readonly filterList = findPart(this.frame, "#search-filter-list", HTMLElement);
  private readonly panel = findPart(this.filters, "details", HTMLDetailsElement);
  private readonly results = findPart(this.frame, "#results", HTMLElement);
  private readonly chart = findPart(this.frame, "#search-chart", HTMLElement);
  private readonly exportPanel = findPart(this.frame, "#search-take", HTMLElement);
  private readonly more = findPart(this.frame, "#search-more", HTMLElement);
  private readonly order = findPart(this.frame, "#search-order", HTMLSelectElement);
  private readonly root = this.frame.dataset["root"] ?? "";
  private state: State = readState(location.search);
  private request = 0;
  private timer = 0;
  private engine: Promise<Engine> | null = null;

  start(): void {
    this.box.value = this.state.q;
    this.panel.open = matchMedia("(min-width: 54em)").matches;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go({ ...this.state, q: this.box.value, any: false });
    });
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.type(), TYPING_DELAY);
    });
    this.order.addEventListener("change", () => {
      this.go({ ...this.state, order: this.order.value === "date" ? "date" : "relevance" });
    });
    window.addEventListener("popstate", () => {
      this.state = readState(location.search);
      this.box.value = this.state.q;
      void this.search({ isTyping: false });
    });
    document.addEventListener("keydown", (event) => this.moveFocus(event));
    void this.search({ isTyping: false });
  }

  private type(): void {
    const next = { ...this.state, q: this.box.value, any: false };
    if (next.q !== this.state.q) {
      this.state = next;
      history.replaceState(null, "", this.address(next));
      void this.search({ isTyping: true });
    }
  }

  private go(next: State): void {
    clearTimeout(this.timer);
    if (writeState(next) !== writeState(this.state)) {
      history.pushState(null, "", this.address(next));
    }
    this.state = next;
    this.box.value = next.q;
    void this.search({ isTyping: false });
  }

  private address(state: State): string {
    return location.pathname + writeState(state);
  }

  private async search({ isTyping }: { isTyping: boolean }): Promise<void> {
    this.request += 1;
    const request = this.request;
    this.order.value = this.state.order;
    if (!this.state.q.trim() && !hasFilters(this.state)) {
      this.clear("");
      return;
    }
    this.results.setAttribute("aria-busy", "true");
    try {
      this.engine ??= openIndex(this.root + (this.frame.dataset["index"] ?? ""));
      const engine = await this.engine;
      const found = await this.find(engine, isTyping);
      if (request === this.request) {
        await this.show(engine, found, request);
      }
    } catch (error) {
      if (!(error instanceof IndexError)) {
        throw error;
      }
      this.engine = null;
      if (request === this.request) {
        this.fail(error);
      }
    } finally {
      if (request === this.request) {
        this.results.setAttribute("aria-busy", "false");
      }
    }
  }

  private async find(engine: Engine, isTyping: boolean): Promise<Found> {
    if (!this.state.q.trim()) {
      const all = [...new Array(engine.facts.paragraphs).keys()];
      return { answer: null, all, some: 0 };
    }
    const query = parseQuery(this.state.q, engine.facts);
    const answer = await evaluateQuery(query, engine, { isTyping, any: this.state.any });
    const canRelax = answer.paragraphs.length === 0 && answer.required > 1;
    const some = canRelax ? await evaluateQuery(query, engine, { any: true }) : null;
    return { answer, all: answer.paragraphs, some: some?.paragraphs.length ?? 0 };
  }

  private async show(engine: Engine, { answer, all, some }: Found, request: number): Promise<void> {
    const isByDate = this.state.order === "date" || !answer;
    const hits =
      isByDate || hasFilters(this.state) ? await this.narrow(engine, all, isByDate) : all;
    const targets = answer ?? { terms: new Set(), phrases: [] };
    if (request !== this.request) {
      return;
    }
    this.results.replaceChildren();
    await this.showMore(engine, hits, targets, 0, request);
    // The data for counts and filters may be much larger than the hits, so it is loaded after them.
    const columns = await engine.columns();
    if (request !== this.request) {
      return;
    }
    const statements = new Set(hits.slice().map((hit) => columns.statementOf(hit))).size;
    this.status.textContent = describeCount(hits.length, statements, this.state.q);
    this.showRemarks(answer, all.length, hits.length, some);
    this.showFilters(engine, all, columns);
    this.showMentions(answer, columns);
    this.showExport(engine, hits);
  }

  /** Applies the filters and the selected order. */
  private async narrow(engine: Engine, all: Ranking, isByDate: boolean): Promise<number[]> {
    const columns = await engine.columns();
    const kept = filterHits(all, columns, this.state);
    return isByDate ? orderByDate(kept, columns) : kept;
  }

  private showMentions(answer: Answer | null, columns: Columns): void {
    if (!answer || answer.paragraphs.length === 0 || columns.statements.length < 2) {
      this.chart.replaceChildren();
      return;
    }
    const filters = { ...this.state.filters, year: [], statement: [] };
    const others = { ...this.state, filters, from: "", to: "" };
    const hits = filterHits(answer.paragraphs, columns, others);
    const choose = (from: string, to: string) => this.go({ ...this.state, from, to });
    this.chart.replaceChildren(
      showChart(countMentions(hits, answer.counts, columns), this.state, choose),
    );
  }

  private showExport(engine: Engine, hits: Ranking): void {
    const exported = hits.slice(0, MAX_EXPORTED);
    const toAbsolute = (url: string) => new URL(linkTo(this.root, url), document.baseURI).href;
    const message = element("span", { role: "status" });
    const act = async (form: "text" | "csv" | "json") => {
      const passages = await engine.passages(exported);
      if (form === "text") {
        await navigator.clipboard.writeText(toText(passages, toAbsolute));
        message.textContent = ` ${counted(passages.length, "passage")} copied.`;
      } else if (form === "csv") {
        saveFile("passages.csv", "text/csv;charset=utf-8", toCsv(passages, toAbsolute));
      } else {
        saveFile("passages.json", "application/json", toJson(passages, toAbsolute));
      }
    };
    const offer = (form: "text" | "csv" | "json", name: string) =>
      button(
        "text-button",
        () =>
          void act(form).catch(() => {
            message.textContent = " That did not work.";
          }),
        name,
      );
    const which =
      hits.length > MAX_EXPORTED ? `the first ${MAX_EXPORTED.toLocaleString("en")}` : "them";
    this.exportPanel.replaceChildren(
      ...(hits.length
        ? [
            `Take ${which} along: `,
            offer("text", "copy as text with citations"),
            ", ",
            offer("csv", "CSV"),
            ", ",
            offer("json", "JSON"),
            message,
          ]
        : []),
    );
  }

  private async showMore(
    engine: Engine,
    hits: Ranking,
    targets: HighlightTargets,
    from: number,
    request: number,
  ): Promise<void> {
    const passages = await engine.passages(hits.slice(from, from + PAGE_SIZE));
    if (request !== this.request) {
      return;
    }
    const groups = groupHits(passages);
    const link = (url: string) => linkTo(this.root, url, this.state.q);
    const shown = groups.map((group) => showGroup(group, targets, engine, link));
    this.results.append(...shown);
    const rest = hits.length - from - PAGE_SIZE;
    this.more.replaceChildren();
    if (rest > 0) {
      const act = async () => {
        await this.showMore(engine, hits, targets, from + PAGE_SIZE, request);
      };
      this.more.append(
        button(
          "button",
          () => void act(),
          `Show ${Math.min(rest, PAGE_SIZE)} more of ${counted(rest, "passage")}`,
        ),
      );
    }
    if (from > 0) {
      shown[0]?.querySelector<HTMLElement>("[data-hit]")?.focus();
    }
  }

  private showRemarks(answer: Answer | null, all: number, left: number, some: number): void {
    const replace = (written: string, instead: string) =>
      this.go({ ...this.state, q: this.state.q.split(written).join(instead) });
    const remarks = (answer?.remarks ?? []).map((remark) => showRemark(remark, replace));
    const offer = (remark: string, name: string, next: State) =>
      remarks.push(
        element(
          "p",
          {},
          remark,
          button("text-button", () => this.go(next), name),
        ),
      );
    if (isCut(this.state.q)) {
      remarks.push(element("p", {}, "Only the beginning of this long query was looked up."));
    }
    if (some) {
      const name = `Show the ${counted(some, "passage")} with some of them`;
      offer("No passage has all of these words. ", name, { ...this.state, any: true });
    }
    if (this.state.any && answer) {
      const next = { ...this.state, any: false };
      offer("These passages have some of the words. ", "Ask for all of them", next);
    }
    if (all > 0 && left === 0) {
      const name = `Show all ${all.toLocaleString("en")} without filters`;
      offer("The filters leave none of the passages. ", name, withoutFilters(this.state));
    }
    this.remarks.replaceChildren(...remarks);
  }

  private showFilters(engine: Engine, all: Ranking, columns: Columns): void {
    const focused = document.activeElement;
    const place =
      focused instanceof HTMLInputElement && this.filterList.contains(focused)
        ? `input[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`
        : "";
    const titles = new Map(columns.statements.map(({ slug, title }) => [slug, title]));
    const labels = {
      speaker: (slug: string) => columns.speakers.get(slug) ?? slug,
      topic: (slug: string) => engine.facts.topics.get(slug) ?? slug,
      kind: (kind: string) => KINDS[kind] ?? kind,
      year: (year: string) => year,
      statement: (slug: string) => titles.get(slug) ?? slug,
    };
    const shown = FILTERS.flatMap((name) => {
      const counts = countValues(all, columns, this.state, name);
      const toggle = (value: string) => this.go(toggleFilter(this.state, name, value));
      return counts.size
        ? [showFilter(name, counts, this.state.filters[name], labels[name], toggle)]
        : [];
    });
    const clear = hasFilters(this.state)
      ? [button("text-button", () => this.go(withoutFilters(this.state)), "Clear the filters")]
      : [];
    const dates = showDates(this.state, (from, to) => this.go({ ...this.state, from, to }));
    this.filterList.replaceChildren(...clear, ...shown, ...(shown.length ? [dates] : []));
    this.filters.hidden = shown.length === 0;
    if (place) {
      this.filterList.querySelector<HTMLElement>(place)?.focus();
    }
  }

  private clear(message: string): void {
    const { results, remarks, more, chart, exportPanel, filterList } = this;
    for (const part of [results, remarks, more, chart, exportPanel, filterList]) {
      part.replaceChildren();
    }
    this.filters.hidden = true;
    this.status.textContent = message;
    this.results.setAttribute("aria-busy", "false");
  }

  private fail(error: IndexError): void {
    this.clear("The search index could not be loaded.");
    this.remarks.append(
      element(
        "p",
        {},
        `What came back: ${error.message}. Try again, or go through `,
        element("a", { href: linkTo(this.root, "") }, "the statements by date"),
        ".",
      ),
    );
  }

  /** Moves the focus: `/` to the search box, arrow keys through the hits. */
  private moveFocus(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const focused = document.activeElement;
    const isInBox = focused === this.box;
    if (event.key === "/" && !(focused instanceof HTMLInputElement)) {
      event.preventDefault();
      this.box.focus();
      this.box.select();
      return;
    }
    const links = [...this.results.querySelectorAll<HTMLElement>("a[data-hit]")];
    const place = links.findIndex((link) => link === focused);
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || (!isInBox && place < 0) || !links.length) {
      return;
    }
    event.preventDefault();
    // From the box, `place` is -1: the arrow down leads to the first link, the arrow up stays.
    const next = place + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) {
      this.box.focus();
    } else {
      links[Math.min(next, links.length - 1)]?.focus();
    }
  }
}

if (document.querySelector("[data-search]")) new SearchPage().start();
