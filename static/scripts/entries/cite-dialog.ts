/**
 * The citation dialog, loaded when a reader first cites something. Handles the events
 * `onrecord-cite`, whose detail says what to cite: the citation details of a statement or an
 * answer, an exchange, a paragraph, or a selected range.
 */

import { button, element } from "../shared/dom.ts";
import { _ } from "../shared/messages.ts";
import { readWork } from "../citations/json-ld.ts";
import { buildPanel } from "../citations/panel.ts";
import { copyLink } from "../shared/clipboard.ts";
import {
  citeExchange,
  citeParagraph,
  citeSelection,
  citeStatement,
} from "../citations/selection.ts";
import type { Work } from "../citations/json-ld.ts";
import type { Cited } from "../citations/selection.ts";

function main(document: Document): void {
  const work = readWork(document);
  document.addEventListener("onrecord-cite", async (event) => {
    const { place, range, isLink } = (event as CustomEvent).detail;
    if (range) {
      const cited = citeSelection(work, range);
      const isCopied = cited && isLink && cited.link && (await copyLink(cited.link));
      if (cited && !isCopied) show(cited);
    } else if (place.matches("details")) {
      fill(place, work);
    } else {
      show(place.matches(".exchange") ? citeExchange(work, place) : citeParagraph(work, place));
    }
  });
}

/** Replaces the few citation forms of a page without scripts by all of them. */
function fill(details: Element, work: Work): void {
  const exchange = document.querySelector(".answer .exchange");
  const cited = exchange ? citeExchange(work, exchange) : citeStatement(work);
  details.querySelector("[data-forms]")?.replaceChildren(buildPanel(cited));
}

function show(cited: Cited): void {
  const from = document.activeElement;
  const heading = element("h2", { id: "citing-heading" }, _("Cite %(part)s", { part: cited.name }));
  const dialog = element("dialog.citing-dialog", { "aria-labelledby": "citing-heading" });
  const close = button("citing-button", () => dialog.close(), _("Close"));
  dialog.append(element("div.citing-head", heading, close), buildPanel(cited));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (from instanceof HTMLElement && from.isConnected) from.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

main(document);
