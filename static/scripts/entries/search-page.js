/**
 * The search page: the box, the address and the hits follow one another.
 */

import { ask } from "../search/evaluate.js";
import { countMentions, showChart } from "../search/frequency-chart.js";
import { button, counted, element } from "../shared/dom.js";
import { openIndex } from "../search/engine.js";
import { countValues, filterHits, orderByDate } from "../search/facets.js";
import { isCut, readQuery } from "../search/parse-query.js";
import {
  FILTERS,
  hasFilters,
  readState,
  toggleFilter,
  withoutFilters,
  writeState,
} from "../search/url-state.js";
import { save, toCsv, toJson, toText } from "../search/export-hits.js";
import { IndexError } from "../search/types.js";
import {
  groupHits,
  sayCount,
  showDates,
  showFilter,
  showGroup,
  showRemark,
} from "../search/results-view.js";

/**
 * @typedef {import("../search/types.js").Engine} Engine
 * @typedef {import("../search/types.js").Columns} Columns
 * @typedef {import("../search/url-state.js").State} State
 * @typedef {import("../search/evaluate.js").Answer} Answer
 */

const PAUSE = 120; // milliseconds without a key before an unfinished word is looked up
const PAGE = 20; // hits that are shown at a time
const MOST_TAKEN = 2000; // hits that can be taken along at once

/** @type {Record<string, string>} */
const KINDS = { statement: "Statement", question: "Question", answer: "Answer", report: "Report" };

class SearchPage {
  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.frame = frame;
    this.form = part(frame, "form", HTMLFormElement);
    this.box = part(frame, "input[type=search]", HTMLInputElement);
    this.status = part(frame, "#search-status", HTMLElement);
    this.remarks = part(frame, "#search-remarks", HTMLElement);
    this.filters = part(frame, "#search-filters", HTMLElement);
    this.filterList = part(frame, "#search-filter-list", HTMLElement);
    this.panel = part(this.filters, "details", HTMLDetailsElement);
    this.results = part(frame, "#results", HTMLElement);
    this.chart = part(frame, "#search-chart", HTMLElement);
    this.take = part(frame, "#search-take", HTMLElement);
    this.more = part(frame, "#search-more", HTMLElement);
    this.order = part(frame, "#search-order", HTMLSelectElement);
    this.root = frame.dataset["root"] ?? "";
    this.state = readState(location.search);
    this.turn = 0;
    this.timer = 0;
    /** @type {Promise<Engine> | null} */
    this.engine = null;
  }

  start() {
    this.box.value = this.state.q;
    this.panel.open = matchMedia("(min-width: 54em)").matches;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go({ ...this.state, q: this.box.value, any: false });
    });
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.type(), PAUSE);
    });
    this.order.addEventListener("change", () => {
      this.go({ ...this.state, order: this.order.value === "date" ? "date" : "relevance" });
    });
    window.addEventListener("popstate", () => {
      this.state = readState(location.search);
      this.box.value = this.state.q;
      void this.search({ isTyping: false });
    });
    document.addEventListener("keydown", (event) => this.walk(event));
    void this.search({ isTyping: false });
  }

  type() {
    const next = { ...this.state, q: this.box.value, any: false };
    if (next.q !== this.state.q) {
      this.state = next;
      history.replaceState(null, "", this.address(next));
      void this.search({ isTyping: true });
    }
  }

  /** @param {State} next */
  go(next) {
    clearTimeout(this.timer);
    if (writeState(next) !== writeState(this.state)) {
      history.pushState(null, "", this.address(next));
    }
    this.state = next;
    this.box.value = next.q;
    void this.search({ isTyping: false });
  }

  /**
   * @param {State} state
   * @returns {string}
   */
  address(state) {
    return location.pathname + writeState(state);
  }

  /** @param {{isTyping: boolean}} how */
  async search({ isTyping }) {
    this.turn += 1;
    const turn = this.turn;
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
      if (turn === this.turn) {
        await this.show(engine, found, turn);
      }
    } catch (error) {
      if (!(error instanceof IndexError)) {
        throw error;
      }
      this.engine = null;
      if (turn === this.turn) {
        this.fail(error);
      }
    } finally {
      if (turn === this.turn) {
        this.results.setAttribute("aria-busy", "false");
      }
    }
  }

  /**
   * @param {Engine} engine
   * @param {boolean} isTyping
   * @returns {Promise<{answer: Answer | null, all: number[], some: number}>}
   */
  async find(engine, isTyping) {
    if (!this.state.q.trim()) {
      const all = Array.from({ length: engine.facts.paragraphs }, (_, number) => number);
      return { answer: null, all, some: 0 };
    }
    const query = readQuery(this.state.q, engine.facts);
    const answer = await ask(query, engine, { isTyping, any: this.state.any });
    const isWorthLess = answer.paragraphs.length === 0 && answer.asked > 1;
    const some = isWorthLess ? await ask(query, engine, { any: true }) : null;
    return { answer, all: answer.paragraphs, some: some?.paragraphs.length ?? 0 };
  }

  /**
   * @param {Engine} engine
   * @param {Awaited<ReturnType<SearchPage["find"]>>} found
   * @param {number} turn
   */
  async show(engine, { answer, all, some }, turn) {
    const isByDate = this.state.order === "date" || !answer;
    const hits = isByDate || hasFilters(this.state) ? await this.narrow(engine, all, isByDate) : all;
    const wanted = answer ?? { terms: new Set(), phrases: [] };
    if (turn !== this.turn) {
      return;
    }
    this.results.replaceChildren();
    await this.showMore(engine, hits, wanted, 0, turn);
    // What hits are counted by may be much larger than they are: it is loaded after them.
    const columns = await engine.columns();
    if (turn !== this.turn) {
      return;
    }
    const statements = new Set(hits.map((hit) => columns.statementOf(hit))).size;
    this.status.textContent = sayCount(hits.length, statements, this.state.q);
    this.showRemarks(answer, all.length, hits.length, some);
    this.showFilters(engine, all, columns);
    this.showMentions(answer, columns);
    this.showTake(engine, hits);
  }

  /**
   * @param {Engine} engine
   * @param {readonly number[]} all
   * @param {boolean} isByDate
   * @returns {Promise<number[]>} those that the filters let through, in the order that is chosen
   */
  async narrow(engine, all, isByDate) {
    const columns = await engine.columns();
    const kept = filterHits(all, columns, this.state);
    return isByDate ? orderByDate(kept, columns) : kept;
  }

  /**
   * @param {Answer | null} answer
   * @param {Columns} columns
   */
  showMentions(answer, columns) {
    if (!answer || answer.paragraphs.length === 0 || columns.statements.length < 2) {
      this.chart.replaceChildren();
      return;
    }
    const filters = { ...this.state.filters, year: [], statement: [] };
    const others = { ...this.state, filters, from: "", to: "" };
    const hits = filterHits(answer.paragraphs, columns, others);
    const choose = (/** @type {string} */ from, /** @type {string} */ to) =>
      this.go({ ...this.state, from, to });
    this.chart.replaceChildren(
      showChart(countMentions(hits, answer.counts, columns), this.state, choose),
    );
  }

  /**
   * @param {Engine} engine
   * @param {readonly number[]} hits
   */
  showTake(engine, hits) {
    const taken = hits.slice(0, MOST_TAKEN);
    const whole = (/** @type {string} */ url) =>
      new URL(linkTo(this.root, url, ""), document.baseURI).href;
    const said = element("span", { role: "status" });
    const act = async (/** @type {"text" | "csv" | "json"} */ form) => {
      const passages = await engine.passages(taken);
      if (form === "text") {
        await navigator.clipboard.writeText(toText(passages, whole));
        said.textContent = ` ${counted(passages.length, "passage")} copied.`;
      } else if (form === "csv") {
        save("passages.csv", "text/csv;charset=utf-8", toCsv(passages, whole));
      } else {
        save("passages.json", "application/json", toJson(passages, whole));
      }
    };
    const offer = (/** @type {"text" | "csv" | "json"} */ form, /** @type {string} */ name) =>
      button("text-button", () => void act(form).catch(() => { said.textContent = " That did not work."; }), name);
    const which = hits.length > MOST_TAKEN ? `the first ${MOST_TAKEN.toLocaleString("en")}` : "them";
    this.take.replaceChildren(
      ...(hits.length
        ? [
            `Take ${which} along: `,
            offer("text", "copy as text with citations"),
            ", ",
            offer("csv", "CSV"),
            ", ",
            offer("json", "JSON"),
            said,
          ]
        : []),
    );
  }

  /**
   * @param {Engine} engine
   * @param {readonly number[]} hits
   * @param {import("../search/snippets.js").Wanted} wanted
   * @param {number} from
   * @param {number} turn
   */
  async showMore(engine, hits, wanted, from, turn) {
    const passages = await engine.passages(hits.slice(from, from + PAGE));
    if (turn !== this.turn) {
      return;
    }
    const groups = groupHits(passages);
    const link = (/** @type {string} */ url) => linkTo(this.root, url, this.state.q);
    const shown = groups.map((group) => showGroup(group, wanted, engine, link));
    this.results.append(...shown);
    const rest = hits.length - from - PAGE;
    this.more.replaceChildren();
    if (rest > 0) {
      const act = async () => {
        await this.showMore(engine, hits, wanted, from + PAGE, turn);
      };
      this.more.append(
        button("button", () => void act(), `Show ${Math.min(rest, PAGE)} more of ${counted(rest, "passage")}`),
      );
    }
    if (from > 0) {
      /** @type {HTMLElement | null | undefined} */ (shown[0]?.querySelector("[data-hit]"))?.focus();
    }
  }

  /**
   * @param {Answer | null} answer
   * @param {number} all
   * @param {number} left
   * @param {number} some
   */
  showRemarks(answer, all, left, some) {
    const replace = (/** @type {string} */ written, /** @type {string} */ instead) =>
      this.go({ ...this.state, q: this.state.q.split(written).join(instead) });
    const remarks = (answer?.remarks ?? []).map((remark) => showRemark(remark, replace));
    if (isCut(this.state.q)) {
      remarks.push(element("p", {}, "Only the beginning of this long query was looked up."));
    }
    if (some) {
      const offer = `Show the ${counted(some, "passage")} with some of them`;
      const act = () => this.go({ ...this.state, any: true });
      remarks.push(element("p", {}, "No passage has all of these words. ", button("text-button", act, offer)));
    }
    if (this.state.any && answer) {
      const act = () => this.go({ ...this.state, any: false });
      const offer = button("text-button", act, "Ask for all of them");
      remarks.push(element("p", {}, "These passages have some of the words. ", offer));
    }
    if (all > 0 && left === 0) {
      const act = () => this.go(withoutFilters(this.state));
      const offer = button("text-button", act, `Show all ${all.toLocaleString("en")} without filters`);
      remarks.push(element("p", {}, "The filters leave none of the passages. ", offer));
    }
    this.remarks.replaceChildren(...remarks);
  }

  /**
   * @param {Engine} engine
   * @param {readonly number[]} all
   * @param {Columns} columns
   */
  showFilters(engine, all, columns) {
    const focused = document.activeElement;
    const place =
      focused instanceof HTMLInputElement && this.filterList.contains(focused)
        ? `input[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`
        : "";
    const titles = new Map(columns.statements.map(({ slug, title }) => [slug, title]));
    const labels = {
      speaker: (/** @type {string} */ slug) => columns.speakers.get(slug) ?? slug,
      topic: (/** @type {string} */ slug) => engine.facts.topics.get(slug) ?? slug,
      kind: (/** @type {string} */ kind) => KINDS[kind] ?? kind,
      year: (/** @type {string} */ year) => year,
      statement: (/** @type {string} */ slug) => titles.get(slug) ?? slug,
    };
    const shown = FILTERS.flatMap((name) => {
      const counts = countValues(all, columns, this.state, name);
      const toggle = (/** @type {string} */ value) => this.go(toggleFilter(this.state, name, value));
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
      this.filterList.querySelector(/** @type {"input"} */ (place))?.focus();
    }
  }

  /** @param {string} said */
  clear(said) {
    this.results.replaceChildren();
    this.remarks.replaceChildren();
    this.more.replaceChildren();
    this.chart.replaceChildren();
    this.take.replaceChildren();
    this.filterList.replaceChildren();
    this.filters.hidden = true;
    this.status.textContent = said;
    this.results.setAttribute("aria-busy", "false");
  }

  /** @param {IndexError} error */
  fail(error) {
    this.clear("The search index could not be loaded.");
    this.remarks.append(
      element(
        "p",
        {},
        `What came back: ${error.message}. Try again, or go through `,
        element("a", { href: linkTo(this.root, "", "") }, "the statements by date"),
        ".",
      ),
    );
  }

  /**
   * `/` goes to the box, arrows go through the hits.
   * @param {KeyboardEvent} event
   */
  walk(event) {
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
    const links = Array.from(this.results.querySelectorAll("a")).filter((a) => "hit" in a.dataset);
    const place = links.findIndex((link) => link === focused);
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || (!isInBox && place < 0) || !links.length) {
      return;
    }
    event.preventDefault();
    const next = isInBox ? (event.key === "ArrowDown" ? 0 : -1) : place + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) {
      this.box.focus();
    } else {
      links[Math.min(next, links.length - 1)]?.focus();
    }
  }
}

/**
 * The address below the root as a link. From a disk no server adds the file's name, and the next
 * page is not told where its reader came from: there the link says what was searched for.
 * @param {string} root
 * @param {string} url
 * @param {string} q
 * @returns {string}
 */
function linkTo(root, url, q) {
  const [path = "", anchor] = url.split("#");
  const isDisk = location.protocol === "file:" && (path === "" || path.endsWith("/"));
  const said = q.trim() && anchor !== undefined ? `?${new URLSearchParams({ q })}` : "";
  return `${root}${path}${isDisk ? `index.html${said}` : ""}${anchor === undefined ? "" : `#${anchor}`}`;
}

/**
 * @template {Element} Kind
 * @param {ParentNode} frame
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function part(frame, selector, kind) {
  const found = frame.querySelector(selector);
  if (!(found instanceof kind)) {
    throw new TypeError(`the page lacks ${selector}`);
  }
  return found;
}

/** Starts the page. */
function main() {
  const frame = document.querySelector("[data-search]");
  if (frame instanceof HTMLElement) {
    new SearchPage(frame).start();
  }
}

main();
