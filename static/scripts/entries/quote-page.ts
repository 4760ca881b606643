/**
 * The page that checks quotations. The pasted text never leaves it: it is not sent, stored or added
 * to an address.
 */

import { openIndex } from "../search/engine.ts";
import { sourceAt } from "../search/pieces.ts";
import { IndexError } from "../search/types.ts";
import { openLibrary } from "../quotations/library.ts";
import { lookUp } from "../quotations/lookup.ts";
import { showFinding } from "../quotations/verdict-view.ts";
import { NAMES } from "../quotations/verdict-messages.ts";
import { findPart } from "../shared/dom.ts";
import { counted } from "../shared/numbers-and-dates.ts";
import { linkTo } from "../shared/site-links.ts";
import type { Finding } from "../quotations/judge.ts";
import type { Library } from "../quotations/library.ts";
import type { Engine } from "../search/types.ts";

const MAX_LENGTH = 100_000; // the most characters that are read

class QuotePage {
  private readonly frame = findPart(document, "[data-quote]", HTMLElement);
  private readonly box = findPart(this.frame, "textarea", HTMLTextAreaElement);
  private readonly speaker = findPart(this.frame, "select", HTMLSelectElement);
  private readonly button = findPart(this.frame, "button", HTMLButtonElement);
  private readonly status = findPart(this.frame, "#quote-status", HTMLElement);
  private readonly found = findPart(this.frame, "#findings", HTMLElement);
  private readonly root = this.frame.dataset["root"] ?? "";
  private request = 0;
  private readonly index = this.root + (this.frame.dataset["index"] ?? "");
  private opened: Promise<Library> | null = null;
  private engine: Promise<Engine> | null = null;

  start(): void {
    this.box.addEventListener("focus", () => void this.open().catch(() => {}), { once: true });
    this.button.addEventListener("click", () => void this.check());
    this.speaker.addEventListener("change", () => {
      if (this.found.childElementCount) {
        void this.check();
      }
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void this.check();
      }
    });
  }

  private async check(): Promise<void> {
    this.request += 1;
    const request = this.request;
    const text = this.box.value.slice(0, MAX_LENGTH);
    this.box.scrollTop = 0; // pasting scrolls the box to its end
    this.found.replaceChildren();
    this.status.textContent = text.trim() ? "Looking …" : "Paste a sentence or an article first.";
    this.found.setAttribute("aria-busy", "true");
    try {
      await this.checkText(text, request);
    } catch (error) {
      if (!(error instanceof IndexError)) {
        throw error;
      }
      if (request === this.request) {
        this.status.textContent = `The record could not be searched: ${error.message}. Try again.`;
      }
    } finally {
      if (request === this.request) {
        this.found.setAttribute("aria-busy", "false");
      }
    }
  }

  private async checkText(text: string, request: number): Promise<void> {
    if (!text.trim()) {
      return;
    }
    const library = await this.open();
    const link = (url: string) => linkTo(this.root, url);
    const view = {
      engine: () => (this.engine ??= openIndex(this.index)),
      link,
      whole: (url: string) => new URL(link(url), document.baseURI).href,
      say: (said: string) => {
        this.status.textContent = said;
      },
    };
    const report = (finding: Finding) => {
      if (request === this.request) {
        this.found.append(showFinding(finding, view));
      }
    };
    const people = { recorded: this.recorded(), wanted: this.speaker.value };
    const findings = await lookUp(text, library, people, report, () => request !== this.request);
    if (request === this.request) {
      this.status.textContent = describeCount(findings, this.box.value.length > MAX_LENGTH);
    }
  }

  /** Opens the index once; a failed attempt is repeated on the next call. */
  private open(): Promise<Library> {
    this.opened ??= openLibrary(sourceAt(this.index)).catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  private recorded(): Set<string> {
    return new Set((this.frame.dataset["recorded"] ?? "").split(" "));
  }
}

/** Returns a summary: `3 quotations: 2 word for word, 1 altered.` */
function describeCount(findings: readonly Finding[], isCut: boolean): string {
  if (findings.length === 0) {
    return "There are no words to look up.";
  }
  const counts = new Map<string, number>();
  for (const { verdict } of findings) {
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const each = Object.entries(NAMES).flatMap(([verdict, name]) => {
    const count = counts.get(verdict);
    return count ? `${count} ${name.toLowerCase()}` : [];
  });
  const isMarked = findings.some(({ quotation }) => quotation.isMarked);
  const one = isMarked ? "quotation" : "passage";
  const cut = isCut ? " Only the beginning of this long text was read." : "";
  return `${counted(findings.length, one)}: ${each.join(", ")}.${cut}`;
}

if (document.querySelector("[data-quote]")) new QuotePage().start();
