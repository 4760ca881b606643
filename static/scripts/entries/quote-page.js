/**
 * The page that looks quotations up. What is pasted stays in it: it goes into no address and no
 * request, and nothing is kept.
 */

import { openIndex } from "../search/engine.js";
import { sourceAt } from "../search/pieces.js";
import { IndexError } from "../search/types.js";
import { openLibrary } from "../quotations/library.js";
import { lookUp } from "../quotations/lookup.js";
import { showFinding } from "../quotations/verdict-view.js";
import { NAMES } from "../quotations/verdict-messages.js";

/**
 * @typedef {import("../search/types.js").Engine} Engine
 * @typedef {import("../quotations/judge.js").Finding} Finding
 */

const LONGEST = 100_000; // characters that are read

class QuotePage {
  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.frame = frame;
    this.box = part(frame, "textarea", HTMLTextAreaElement);
    this.whose = part(frame, "select", HTMLSelectElement);
    this.button = part(frame, "button", HTMLButtonElement);
    this.status = part(frame, "#quote-status", HTMLElement);
    this.found = part(frame, "#findings", HTMLElement);
    this.root = frame.dataset["root"] ?? "";
    this.turn = 0;
    this.index = this.root + (frame.dataset["index"] ?? "");
    /** @type {Promise<import("../quotations/library.js").Library> | null} */
    this.opened = null;
    /** @type {Promise<Engine> | null} */
    this.engine = null;
  }

  start() {
    this.box.addEventListener("focus", () => void this.open().catch(() => {}), { once: true });
    this.button.addEventListener("click", () => void this.look());
    this.whose.addEventListener("change", () => {
      if (this.found.childElementCount) {
        void this.look();
      }
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void this.look();
      }
    });
  }

  async look() {
    this.turn += 1;
    const turn = this.turn;
    const text = this.box.value.slice(0, LONGEST);
    this.box.scrollTop = 0; // what was pasted ends where it is scrolled to
    this.found.replaceChildren();
    this.status.textContent = text.trim() ? "Looking …" : "Paste a sentence or an article first.";
    this.found.setAttribute("aria-busy", "true");
    try {
      await this.lookFor(text, turn);
    } catch (error) {
      if (!(error instanceof IndexError)) {
        throw error;
      }
      if (turn === this.turn) {
        this.status.textContent = `The record could not be searched: ${error.message}. Try again.`;
      }
    } finally {
      if (turn === this.turn) {
        this.found.setAttribute("aria-busy", "false");
      }
    }
  }

  /**
   * @param {string} text
   * @param {number} turn
   */
  async lookFor(text, turn) {
    if (!text.trim()) {
      return;
    }
    const library = await this.open();
    const isOurs = (/** @type {string} */ url) => linkTo(this.root, url);
    const around = {
      engine: () => (this.engine ??= openIndex(this.index)),
      link: isOurs,
      whole: (/** @type {string} */ url) => new URL(isOurs(url), document.baseURI).href,
      say: (/** @type {string} */ said) => {
        this.status.textContent = said;
      },
    };
    const tell = (/** @type {Finding} */ finding) => {
      if (turn === this.turn) {
        this.found.append(showFinding(finding, around));
      }
    };
    const people = { recorded: this.recorded(), wanted: this.whose.value };
    const findings = await lookUp(text, library, people, tell, () => turn !== this.turn);
    if (turn === this.turn) {
      this.status.textContent = sayCount(findings, this.box.value.length > LONGEST);
    }
  }

  /** Opens the index, once; what did not come is asked for again. */
  open() {
    this.opened ??= openLibrary(sourceAt(this.index)).catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** @returns {Set<string>} */
  recorded() {
    return new Set((this.frame.dataset["recorded"] ?? "").split(" "));
  }
}

/**
 * `3 quotations: 2 word for word, 1 altered.`
 * @param {readonly Finding[]} findings
 * @param {boolean} isCut
 * @returns {string}
 */
function sayCount(findings, isCut) {
  if (findings.length === 0) {
    return "There are no words to look up.";
  }
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { verdict } of findings) {
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const each = Object.entries(NAMES).flatMap(([verdict, name]) => {
    const count = counts.get(verdict);
    return count ? `${count} ${name.toLowerCase()}` : [];
  });
  const isMarked = findings.some(({ quotation }) => quotation.isMarked);
  const one = isMarked ? "quotation" : "passage";
  const all = `${findings.length.toLocaleString("en")} ${findings.length === 1 ? one : `${one}s`}`;
  const cut = isCut ? " Only the beginning of this long text was read." : "";
  return `${all}: ${each.join(", ")}.${cut}`;
}

/**
 * The link to an address of the site; a page from a disk names its file.
 * @param {string} root
 * @param {string} url
 * @returns {string}
 */
function linkTo(root, url) {
  const [path = "", anchor] = url.split("#");
  const file = location.protocol === "file:" && path.endsWith("/") ? "index.html" : "";
  return `${root}${path}${file}${anchor === undefined ? "" : `#${anchor}`}`;
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
    throw new TypeError(`the page has no ${selector}`);
  }
  return found;
}

/** Starts the page. */
export function main() {
  const frame = document.querySelector("[data-quote]");
  if (frame instanceof HTMLElement) {
    new QuotePage(frame).start();
  }
}

main();
