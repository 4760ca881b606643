/** The search page: keeps the search box, the address and the hits in step. */

import { evaluateQuery } from "../search/evaluate.ts";
import { countMentions, showChart } from "../search/frequency-chart.ts";
import { button, element, findPart } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";
import { formatNumber } from "../shared/numbers-and-dates.ts";
import { saveFile } from "../shared/save-file.ts";
import { linkTo } from "../shared/site-links.ts";
import { openIndex } from "../search/engine.ts";
import { countQuoted, countValues, filterHits } from "../search/facets.ts";
import { nameKind, showChips, showDates, showFilter, showValue } from "../search/filters-view.ts";
import { groupHits } from "../search/groups.ts";
import { isCut, parseQuery } from "../search/parse-query.ts";
import {
  FILTERS,
  hasFilters,
  readState,
  toggleFilter,
  withoutFilters,
  writeState,
} from "../search/url-state.ts";
import { nameFile, toCsv, toJson, toText } from "../search/export-hits.ts";
import { IndexError } from "../search/types.ts";
import {
  countPassages,
  describeCount,
  hitLinks,
  showGroup,
  showRemark,
} from "../search/results-view.ts";
import type { Answer } from "../search/evaluate.ts";
import type { LabelOf } from "../search/filters-view.ts";
import type { Group } from "../search/groups.ts";
import type { Surroundings } from "../search/results-view.ts";
import type { Child } from "../shared/dom.ts";
import type { Columns, Engine, Ranking } from "../search/types.ts";
import type { FilterName, Order, State } from "../search/url-state.ts";

// Milliseconds after the last key before an unfinished word is searched for.
const TYPING_DELAY = 120;
const PAGE_SIZE = 10; // statements shown at a time
const MAX_EXPORTED = 2000; // hits that can be exported at once
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
  private readonly chips = findPart(document, "#search-chips", HTMLElement);
  private readonly remarks = findPart(document, "#search-remarks", HTMLElement);
  private readonly filters = findPart(document, "#search-filters", HTMLElement);
  private readonly filterList = findPart(document, "#search-filter-list", HTMLElement);
  private readonly panel = findPart(this.filters, "details", HTMLDetailsElement);
  private readonly results = findPart(document, "#results", HTMLElement);
  private readonly chart = findPart(document, "#search-chart", HTMLElement);
  private readonly exportPanel = findPart(document, "#search-export", HTMLElement);
  private readonly more = findPart(document, "#search-more", HTMLElement);
  private readonly help = findPart(this.frame, ".search-help", HTMLDetailsElement);
  private readonly root = this.frame.dataset["root"] ?? "";
  private readonly title = document.title;
  /** the filters all of whose values are shown */
  private readonly opened = new Set<FilterName>();
  private state: State = readState(location.search);
  private request = 0;
  private timer = 0;
  private engine: Promise<Engine> | null = null;

  start(): void {
    this.box.value = this.state.q;
    this.panel.open = matchMedia(WIDE).matches;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go({ ...this.state, q: this.box.value, any: false });
    });
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.type(), TYPING_DELAY);
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
    document.title = [this.state.q.trim(), this.title].filter(Boolean).join(" · ");
    if (!this.state.q.trim() && !hasFilters(this.state)) {
      this.clear("");
      this.help.open = true; // there is nothing else to read
      return;
    }
    if (!this.results.hasChildNodes()) {
      this.help.open = false;
    }
    this.results.setAttribute("aria-busy", "true");
    this.filters.hidden = false; // before the results, which would move
    try {
      this.engine ??= openIndex(this.root + (this.frame.dataset["index"] ?? ""));
      const engine = await this.engine;
      engine.statements().catch(() => {}); // errors surface when it is awaited
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
      const all = Array.from(await engine.all());
      return { answer: null, all, some: 0 };
    }
    const query = parseQuery(this.state.q, engine.facts);
    const answer = await evaluateQuery(query, engine, { isTyping, any: this.state.any });
    const canRelax = answer.paragraphs.length === 0 && answer.required > 1;
    const some = canRelax ? await evaluateQuery(query, engine, { any: true }) : null;
    return { answer, all: answer.paragraphs, some: some?.paragraphs.length ?? 0 };
  }

  private async show(engine: Engine, { answer, all, some }: Found, request: number): Promise<void> {
    const [hits, statements] = await Promise.all([
      hasFilters(this.state) ? this.filter(engine, all) : all,
      engine.statements(),
    ]);
    const order = answer || this.state.order !== "best" ? this.state.order : "newest";
    const groups = groupHits(hits.slice(), statements, order);
    const targets = answer ?? { terms: new Set(), phrases: [] };
    const link = (url: string) => linkTo(this.root, url, this.state.q);
    await this.showMore(groups, { engine, targets, link }, 0, request);
    if (request !== this.request) {
      return;
    }
    const count = describeCount(hits.length, groups.length, this.state.q);
    this.status.replaceChildren(element("h2", { tabindex: "-1" }, count));
    this.showOrder(hits.length > 0 ? order : null, answer !== null);
    this.showRemarks(answer, all.length, hits.length, some);
    // The data for counts and filters may be much larger than the hits, so it is loaded after them.
    const columns = await engine.columns();
    if (request !== this.request) {
      return;
    }
    const labelOf = labelValues(engine, columns);
    const quoted = countQuoted(all, columns, this.state);
    this.showFilters(all, columns, labelOf, quoted);
    this.showChips(labelOf, quoted > 0);
    this.showMentions(answer, columns);
    this.showExport(engine, hits, labelOf);
  }

  private async filter(engine: Engine, all: Ranking): Promise<number[]> {
    return filterHits(all, await engine.columns(), this.state);
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
      return element("li", {}, link);
    });
    this.replace(this.order, chosen ? items : []);
  }

  private showChips(labelOf: LabelOf, hasQuoted: boolean): void {
    const linkTo = (state: State, name: string, ...children: Child[]) =>
      this.link(state, name, ...children);
    this.replace(this.chips, showChips(this.state, labelOf, hasQuoted, linkTo));
  }

  /** Replaces the children of a part; moves the focus from it to the count of results. */
  private replace(part: HTMLElement, children: readonly HTMLElement[]): void {
    const hasFocus = part.contains(document.activeElement);
    part.replaceChildren(...children);
    if (hasFocus) {
      this.status.querySelector<HTMLElement>("h2")?.focus();
    }
  }

  /** Creates a link to the search with another state. */
  private link(state: State, name: string, ...children: Child[]): HTMLAnchorElement {
    const link = element("a", { class: name || null, href: this.address(state) }, ...children);
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        this.go(state);
      }
    });
    return link;
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

  private showExport(engine: Engine, hits: Ranking, labelOf: LabelOf): void {
    const exported = hits.slice(0, MAX_EXPORTED);
    const state = this.state;
    const toAbsolute = (url: string) => new URL(linkTo(this.root, url), document.baseURI).href;
    const message = element("p", { role: "status" });
    const offer = (name: string, act: () => Promise<string>) =>
      button(
        "text-button",
        () =>
          void act().then(
            (said) => (message.textContent = said),
            () => (message.textContent = _("This did not work. Try again.")),
          ),
        name,
      );
    const copy = offer(_("Copy with citations"), async () => {
      const passages = await engine.passages(exported);
      await navigator.clipboard.writeText(toText(passages, toAbsolute));
      return ngettext("%(num)s passage copied.", "%(num)s passages copied.", passages.length);
    });
    const save = (form: "csv" | "json") => async () => {
      const passages = await engine.passages(exported);
      const [type, content] =
        form === "csv"
          ? ["text/csv;charset=utf-8", toCsv(passages, toAbsolute)]
          : ["application/json", toJson(passages, toAbsolute)];
      const name = `${nameFile(state)}.${form}`;
      saveFile(name, type!, content!);
      return _("Saved as %(name)s.", { name });
    };
    const address = offer(_("Copy the link to this search"), async () => {
      await navigator.clipboard.writeText(new URL(this.address(state), document.baseURI).href);
      return _("Link copied.");
    });
    const cut = _("The first %(count)s passages.", { count: formatNumber(MAX_EXPORTED) });
    this.exportPanel.replaceChildren(
      ...(hits.length
        ? [
            element("h2", {}, _("Export results")),
            ...(hits.length > MAX_EXPORTED ? [element("p", {}, cut)] : []),
            element(
              "ul",
              {},
              element("li", {}, copy),
              element("li", {}, offer("CSV", save("csv")), " · ", offer("JSON", save("json"))),
              element("li", {}, address),
              ...this.listFeeds(labelOf),
            ),
            message,
          ]
        : []),
    );
  }

  /** Lists the feed of a topic or a speaker by which the search is filtered. */
  private listFeeds(labelOf: LabelOf): HTMLLIElement[] {
    return (["topic", "speaker"] as const).flatMap((name) => {
      const [value, ...others] = this.state.filters[name];
      if (!value || others.length) {
        return [];
      }
      const href = linkTo(this.root, `${name}s/${value}/feed.xml`);
      const text = _("Feed: %(name)s", { name: labelOf(name, value) });
      return [element("li", {}, element("a", { href }, text))];
    });
  }

  private async showMore(
    groups: readonly Group[],
    around: Surroundings,
    from: number,
    request: number,
  ): Promise<void> {
    const page = groups.slice(from, from + PAGE_SIZE);
    const passages = await around.engine.passages(page.flatMap(({ first }) => first));
    if (request !== this.request) {
      return;
    }
    let start = 0;
    const shown = page.map((group) => {
      const end = start + group.first.length;
      const section = showGroup(group, passages.slice(start, end), around);
      start = end;
      return section;
    });
    if (from === 0) {
      this.results.replaceChildren();
    }
    this.results.append(...shown);
    const rest = groups.length - from - PAGE_SIZE;
    this.more.replaceChildren();
    if (rest > 0) {
      const act = async () => this.showMore(groups, around, from + PAGE_SIZE, request);
      const count = Math.min(rest, PAGE_SIZE);
      const name = _("Show %(count)s more of %(statements)s", {
        count,
        statements: ngettext("%(num)s statement", "%(num)s statements", rest),
      });
      this.more.append(button("button", () => void act(), name));
    }
    if (from > 0) {
      shown[0]?.querySelector<HTMLElement>("[data-hit]")?.focus();
    }
  }

  private showRemarks(answer: Answer | null, all: number, left: number, some: number): void {
    const replace = (written: string, instead: string) =>
      this.go({ ...this.state, q: this.state.q.split(written).join(instead) });
    const remarks = (answer?.remarks ?? []).flatMap(
      (remark) => showRemark(remark, this.state.q, replace) ?? [],
    );
    const offer = (remark: string, name: string, next: State) =>
      remarks.push(
        element(
          "p",
          {},
          remark,
          " ",
          button("text-button", () => this.go(next), name),
        ),
      );
    if (isCut(this.state.q)) {
      remarks.push(element("p", {}, _("Only the beginning of this long query was searched for.")));
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

  private showFilters(all: Ranking, columns: Columns, labelOf: LabelOf, quoted: number): void {
    const focused = document.activeElement;
    const place =
      focused instanceof HTMLInputElement && this.filterList.contains(focused)
        ? `input[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`
        : "";
    const shown = FILTERS.flatMap((name) => {
      const counts = countValues(all, columns, this.state, name);
      const toggle = (value: string) => this.go(toggleFilter(this.state, name, value));
      const open = () => {
        this.opened.add(name);
        this.showFilters(all, columns, labelOf, quoted);
        this.filterList.querySelector<HTMLElement>(`input[name="${name}"]`)?.focus();
      };
      const chosen = this.state.filters[name];
      const more = this.opened.has(name) ? null : open;
      const also = name === "speaker" && quoted > 0 && this.offerQuoted(quoted);
      return counts.size ? [showFilter(name, counts, chosen, labelOf, toggle, more, also)] : [];
    });
    const dates = showDates(this.state, (from, to) => this.go({ ...this.state, from, to }));
    this.filterList.replaceChildren(...shown, ...(shown.length ? [dates] : []));
    this.filters.hidden = shown.length === 0;
    this.countFilters();
    if (place) {
      this.filterList.querySelector<HTMLElement>(place)?.focus();
    }
  }

  private offerQuoted(count: number): HTMLLabelElement {
    const { quoted } = this.state;
    return showValue(
      { name: "quoted", value: "1" },
      _("Including quotations in news reports"),
      { all: count, main: count },
      quoted,
      () => this.go({ ...this.state, quoted: !quoted }),
    );
  }

  private countFilters(): void {
    const { filters, from, to } = this.state;
    const used = FILTERS.reduce((sum, name) => sum + filters[name].length, from || to ? 1 : 0);
    const name = ngettext("Filters (%(num)s in use)", "Filters (%(num)s in use)", used);
    findPart(this.panel, "summary", HTMLElement).textContent = used ? name : _("Filters");
  }

  private clear(message: string): void {
    const { results, remarks, more, chart, exportPanel, filterList, order, chips } = this;
    for (const part of [results, remarks, more, chart, exportPanel, filterList, order, chips]) {
      part.replaceChildren();
    }
    this.filters.hidden = true;
    this.status.replaceChildren(...(message ? [element("h2", { tabindex: "-1" }, message)] : []));
    this.results.setAttribute("aria-busy", "false");
  }

  private fail(error: IndexError): void {
    this.clear(_("Search is unavailable"));
    this.remarks.append(
      element(
        "p",
        {},
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
    const links = hitLinks(this.results);
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

function labelValues({ facts }: Engine, columns: Columns): LabelOf {
  const titles = new Map(columns.statements.map(({ slug, title }) => [slug, title]));
  const labels: Record<FilterName, (value: string) => string | undefined> = {
    speaker: (slug) => columns.speakers.get(slug),
    topic: (slug) => facts.topics.get(slug),
    kind: nameKind,
    year: (year) => year,
    statement: (slug) => titles.get(slug),
  };
  return (name, value) => labels[name](value) ?? value;
}

if (document.querySelector("[data-search]")) new SearchPage().start();
