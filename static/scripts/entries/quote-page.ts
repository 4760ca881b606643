/**
 * The page that checks quotations. The pasted text never leaves it: it is not sent, stored or added
 * to an address.
 */

import { sourceAt } from "../search/pieces.ts";
import { IndexError } from "../search/types.ts";
import { openLibrary } from "../quotations/library.ts";
import { lookUp } from "../quotations/lookup.ts";
import { toText } from "../quotations/quote-report.ts";
import { showFinding } from "../quotations/verdict-view.ts";
import { describeCount, groupByOutcome } from "../quotations/verdict-messages.ts";
import { copyText } from "../shared/clipboard.ts";
import { button, element, findPart } from "../shared/dom.ts";
import { _ } from "../shared/messages.ts";
import { formatNumber } from "../shared/numbers-and-dates.ts";
import { once } from "../shared/once.ts";
import { linkTo } from "../shared/site-links.ts";
import type { Finding } from "../quotations/judge.ts";

const MAX_LENGTH = 100_000; // the most characters that are read

class QuotePage {
  private readonly frame = findPart(document, "[data-quote]", HTMLElement);
  private readonly box = findPart(this.frame, "textarea", HTMLTextAreaElement);
  private readonly speaker = findPart(this.frame, "select", HTMLSelectElement);
  private readonly button = findPart(this.frame, "button", HTMLButtonElement);
  private readonly status = findPart(document, "#quote-status", HTMLElement);
  private readonly legend = findPart(document, "#quote-legend", HTMLElement);
  private readonly found = findPart(document, "#findings", HTMLElement);
  private readonly summary = findPart(document, "#quote-summary", HTMLElement);
  private readonly root = this.frame.dataset["root"] ?? "";
  private request = 0;
  private readonly index = this.root + (this.frame.dataset["index"] ?? "");
  /** opens the index */
  private readonly open = once(() => openLibrary(sourceAt(this.index)));

  start(): void {
    this.box.addEventListener("focus", () => void this.open().catch(() => {}), { once: true });
    this.button.addEventListener("click", () => void this.check());
    this.speaker.addEventListener("change", () => {
      if (this.found.childElementCount) void this.check();
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
    this.summary.replaceChildren();
    this.legend.hidden = true;
    this.say(text.trim() ? _("Checking …") : _("Paste a quotation or an article first."));
    this.found.setAttribute("aria-busy", "true");
    try {
      await this.checkText(text, request);
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      if (request === this.request) {
        const reason = error.message;
        this.say(_("Checking is unavailable (%(reason)s). Try again.", { reason }));
      }
    } finally {
      if (request === this.request) this.found.setAttribute("aria-busy", "false");
    }
  }

  private async checkText(text: string, request: number): Promise<void> {
    if (!text.trim()) return;
    const library = await this.open();
    const link = (url: string) => linkTo(this.root, url);
    const names = this.names();
    const view = {
      loadPassages: library.passages,
      link,
      whole: (url: string) => new URL(link(url), document.baseURI).href,
      say: (said: string) => this.say(said, "p"),
      names,
    };
    const report = (finding: Finding) => {
      if (request === this.request) {
        const id = `quotation-${this.found.childElementCount + 1}`;
        this.found.append(showFinding(finding, id, view));
      }
    };
    const people = { wanted: this.speaker.value, names };
    const findings = await lookUp(text, library, people, report, () => request !== this.request);
    if (request === this.request) {
      this.say(describeCount(findings));
      if (this.box.value.length > MAX_LENGTH) {
        this.status.append(element("p", _("Only the beginning of this long text was checked.")));
      }
      this.legend.hidden = !this.found.querySelector(":is(del,ins,.finding-left-out)");
      this.summarise(findings, toText(findings, view.whole, names));
    }
  }

  /**
   * Lists how many quotations have each outcome, with a link to the first.
   * @param text the whole check
   */
  private summarise(findings: readonly Finding[], text: string): void {
    const outcomes = groupByOutcome(findings).map(([name, some]) =>
      element(
        "li",
        element("a", { href: `#quotation-${findings.indexOf(some[0]!) + 1}` }, name),
        " ",
        element("span", formatNumber(some.length)),
      ),
    );
    const copy = async () => {
      const isCopied = await copyText(text);
      const said = isCopied ? _("The whole check is copied.") : _("The check could not be copied.");
      this.say(said, "p");
    };
    this.summary.replaceChildren(
      ...(findings.length
        ? [
            element("h2", _("Results")),
            element("ul.quote-tally", ...outcomes),
            button("text-button", copy, _("Copy the whole check")),
            " ",
            button("text-button", () => print(), _("Print")),
          ]
        : []),
    );
  }

  /**
   * Announces a message.
   * @param tag a paragraph below the heading, or a heading instead of everything
   */
  private say(message: string, tag: "h2" | "p" = "h2"): void {
    const heading = tag === "p" ? this.status.querySelector("h2") : null;
    this.status.replaceChildren(...(heading ? [heading] : []), element(tag, {}, message));
  }

  /** Returns the names of the speakers to choose from, by slug. */
  private names(): Map<string, string[]> {
    const options = [...this.speaker.options].filter(({ value }) => value);
    return new Map(
      options.map((option) => [
        option.value,
        [option.text, ...(option.dataset["names"] ?? "").split("|").filter(Boolean)],
      ]),
    );
  }
}

if (document.querySelector("[data-quote]")) new QuotePage().start();
