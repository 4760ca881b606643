/** Shows what is beside the results: filters and those in use, the chart, and exports. */

import { button, element, findPart } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";
import { formatNumber } from "../shared/numbers-and-dates.ts";
import { saveFile } from "../shared/save-file.ts";
import { linkTo } from "../shared/site-links.ts";
import { nameFile, toCsv, toJson, toText } from "./export-hits.ts";
import { countQuoted, countValues, filterHits } from "./facets.ts";
import { KINDS, showChips, showDates, showFilter, showValue } from "./filters-view.ts";
import { countMentions, showChart } from "./frequency-chart.ts";
import { FILTERS, toggleFilter } from "./url-state.ts";
import type { Child } from "../shared/dom.ts";
import type { Answer } from "./evaluate.ts";
import type { LabelOf } from "./filters-view.ts";
import type { Engine } from "./engine.ts";
import type { Columns, Ranking } from "./types.ts";
import type { FilterName, State } from "./url-state.ts";

const MAX_EXPORTED = 2000; // hits that can be exported at once

/** What the panels need from the search page. */
interface Page {
  /** the parts of the page that are filled */
  chips: HTMLElement;
  filters: HTMLElement;
  filterList: HTMLElement;
  chart: HTMLElement;
  exportPanel: HTMLElement;
  /** the link from the page to the site's root */
  root: string;
  /** what is searched for, which may be more than what was found so far */
  state: State;
  /** searches with another state */
  go: (next: State) => void;
  /** returns the address of a search */
  address: (state: State) => string;
  /** creates a link to the search with another state */
  link: (state: State, name: string, ...children: Child[]) => HTMLAnchorElement;
  /** replaces the children of a part, which may have the focus */
  replace: (part: HTMLElement, children: readonly HTMLElement[]) => void;
}

/** What was found. */
interface Results {
  /** null if nothing was typed */
  answer: Answer | null;
  /** the hits before filtering */
  all: Ranking;
  hits: Ranking;
}

export class ResultPanels {
  private readonly page: Page;
  /** the filters all of whose values are shown */
  private readonly opened = new Set<FilterName>();

  constructor(page: Page) {
    this.page = page;
  }

  show(results: Results, engine: Engine, columns: Columns): void {
    const { all } = results;
    const labelOf = labelValues(engine, columns);
    const quoted = countQuoted(all, columns, this.page.state);
    this.showFilters(all, columns, labelOf, quoted);
    const link = (next: State, name: string, ...children: Child[]) =>
      this.page.link(next, name, ...children);
    this.page.replace(this.page.chips, showChips(this.page.state, labelOf, quoted > 0, link));
    this.showMentions(results, columns);
    this.showExport(results, engine, labelOf);
  }

  private showFilters(all: Ranking, columns: Columns, labelOf: LabelOf, quoted: number): void {
    const focused = document.activeElement;
    const place =
      focused instanceof HTMLInputElement && this.page.filterList.contains(focused)
        ? `input[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`
        : "";
    const shown = FILTERS.flatMap((name) => {
      const counts = countValues(all, columns, this.page.state, name);
      const toggle = (value: string) => this.page.go(toggleFilter(this.page.state, name, value));
      const open = () => {
        this.opened.add(name);
        this.showFilters(all, columns, labelOf, quoted);
        this.page.filterList.querySelector<HTMLElement>(`input[name="${name}"]`)?.focus();
      };
      const chosen = this.page.state.filters[name];
      const more = this.opened.has(name) ? null : open;
      const also = name === "speaker" && quoted > 0 && this.offerQuoted(quoted);
      return counts.size ? [showFilter(name, counts, chosen, labelOf, toggle, more, also)] : [];
    });
    const dates = showDates(this.page.state, (from, to) =>
      this.page.go({ ...this.page.state, from, to }),
    );
    this.page.filterList.replaceChildren(...shown, ...(shown.length ? [dates] : []));
    this.page.filters.hidden = shown.length === 0;
    this.countFilters();
    if (place) this.page.filterList.querySelector<HTMLElement>(place)?.focus();
  }

  private offerQuoted(count: number): HTMLLabelElement {
    const { quoted } = this.page.state;
    return showValue(
      { name: "quoted", value: "1" },
      _("Including quotations in news reports"),
      { all: count, main: count },
      quoted,
      () => this.page.go({ ...this.page.state, quoted: !quoted }),
    );
  }

  private countFilters(): void {
    const { filters, from, to } = this.page.state;
    const used = FILTERS.reduce((sum, name) => sum + filters[name].length, from || to ? 1 : 0);
    const name = ngettext("Filters (%(num)s in use)", "Filters (%(num)s in use)", used);
    findPart(this.page.filters, "summary", HTMLElement).textContent = used ? name : _("Filters");
  }

  private showMentions({ answer }: Results, columns: Columns): void {
    if (!answer || answer.paragraphs.length === 0 || columns.statements.length < 2) {
      this.page.chart.replaceChildren();
      return;
    }
    const filters = { ...this.page.state.filters, year: [], statement: [] };
    const others = { ...this.page.state, filters, from: "", to: "" };
    const hits = filterHits(answer.paragraphs, columns, others);
    const choose = (from: string, to: string) => this.page.go({ ...this.page.state, from, to });
    this.page.chart.replaceChildren(
      showChart(countMentions(hits, answer.counts, columns), this.page.state, choose),
    );
  }

  private showExport({ hits }: Results, engine: Engine, labelOf: LabelOf): void {
    const exported = hits.slice(0, MAX_EXPORTED);
    const { state } = this.page;
    const toAbsolute = (url: string) => new URL(linkTo(this.page.root, url), document.baseURI).href;
    const message = element("p", { role: "status" });
    const offer = (name: string, act: () => Promise<string>) => {
      const say = async () => {
        message.textContent = await act().catch(() => _("This did not work. Try again."));
      };
      return button("text-button", say, name);
    };
    const copy = offer(_("Copy with citations"), async () => {
      const passages = await engine.passages(exported);
      await navigator.clipboard.writeText(toText(passages, toAbsolute));
      return ngettext("%(num)s passage copied.", "%(num)s passages copied.", passages.length);
    });
    const save = (ending: string, type: string, write: typeof toCsv) => async () => {
      const name = `${nameFile(state)}.${ending}`;
      saveFile(name, type, write(await engine.passages(exported), toAbsolute));
      return _("Saved as %(name)s.", { name });
    };
    const csv = offer("CSV", save("csv", "text/csv;charset=utf-8", toCsv));
    const json = offer("JSON", save("json", "application/json", toJson));
    const address = offer(_("Copy the link to this search"), async () => {
      await navigator.clipboard.writeText(new URL(this.page.address(state), document.baseURI).href);
      return _("Link copied.");
    });
    const feeds = this.listFeeds(labelOf).map((feed) => [feed]);
    const offers = [[copy], [csv, " · ", json], [address], ...feeds];
    const list = element("ul", ...offers.map((offered) => element("li", ...offered)));
    const cut = _("The first %(count)s passages.", { count: formatNumber(MAX_EXPORTED) });
    const heading = element("h2", _("Export results"));
    const note = hits.length > MAX_EXPORTED ? [element("p", cut)] : [];
    const shown = hits.length ? [heading, ...note, list, message] : [];
    this.page.exportPanel.replaceChildren(...shown);
  }

  /** Lists the feed of a topic or a speaker by which the search is filtered. */
  private listFeeds(labelOf: LabelOf): HTMLAnchorElement[] {
    return (["topic", "speaker"] as const).flatMap((name) => {
      const [value, ...others] = this.page.state.filters[name];
      if (!value || others.length) return [];
      const href = linkTo(this.page.root, `${name}s/${value}/feed.xml`);
      const text = _("Feed: %(name)s", { name: labelOf(name, value) });
      return [element("a", { href }, text)];
    });
  }
}

function labelValues({ facts }: Engine, columns: Columns): LabelOf {
  const titles = new Map(columns.statements.map(({ slug, title }) => [slug, title]));
  const labels: Record<FilterName, (value: string) => string | undefined> = {
    speaker: (slug) => columns.speakers.get(slug),
    topic: (slug) => facts.topics.get(slug),
    kind: (kind) => KINDS[kind],
    year: (year) => year,
    statement: (slug) => titles.get(slug),
  };
  return (name, value) => labels[name](value) ?? value;
}
