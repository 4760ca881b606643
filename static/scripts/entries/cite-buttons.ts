/**
 * Adds Cite buttons to paragraphs, exchanges and selections. The scripts that handle them are
 * loaded on demand.
 */

import { decodeFragment } from "../permalinks/fragment.ts";
import { element } from "../shared/dom.ts";
import { _ } from "../shared/messages.ts";
import { loadSibling } from "../shared/sibling-scripts.ts";

function main(document: Document): void {
  for (const link of document.querySelectorAll(".paragraph > .address")) {
    const number = link.parentElement?.id.slice(1) ?? "";
    link.after(createButton("cite", _("Cite"), _("Cite paragraph %(number)s", { number })));
  }
  for (const head of document.querySelectorAll(".exchange-head")) {
    const number = head.closest(".exchange")?.id.replace("answer-", "") ?? "";
    const name = _("Cite question %(number)s and its answer", { number });
    head.append(createButton("cite", _("Cite"), name));
  }
  document.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element ? target.closest("button.cite") : null;
    if (pressed) void requestCitation({ place: pressed.closest(".paragraph, .exchange") });
  });
  for (const details of document.querySelectorAll("details.citing")) {
    details.addEventListener("toggle", () => void requestCitation({ place: details }), {
      once: true,
    });
  }
  watchSelection(document);
  loadHighlighter(location.hash);
  window.addEventListener("hashchange", () => loadHighlighter(location.hash));
}

/** Loads the script that highlights quoted text, if the link quotes any. */
function loadHighlighter(hash: string): void {
  if (decodeFragment(hash).includes("~")) void loadSibling("quoted.js").catch(() => {});
}

async function requestCitation(detail: {
  place?: Element | null;
  range?: Range;
  isLink?: boolean;
}): Promise<void> {
  try {
    await loadSibling("cite.js");
    document.dispatchEvent(new CustomEvent("onrecord-cite", { detail }));
  } catch {
    // The next attempt loads it again.
  }
}

/**
 * Creates a button.
 * @param label its whole name, for screen readers
 */
function createButton(name: string, words: string, label: string): HTMLButtonElement {
  const { lang } = document.documentElement;
  return element("button", { type: "button", class: name, lang, "aria-label": label }, words);
}

/**
 * Shows buttons below the end of selected text. The Tab key moves to them next: browsers would
 * continue from `main`, which gets the focus when its text is clicked.
 */
function watchSelection(document: Document): void {
  const link = createButton("selected-link", _("Link"), _("Link to the selected words"));
  const cite = createButton("selected-cite", _("Cite"), _("Cite the selected words"));
  const name = { class: "selected", role: "group", "aria-label": _("Selected words") };
  const box = element("div", name, link, cite);
  let range: Range | undefined;
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  for (const event of ["pointerenter", "focusin"]) {
    box.addEventListener(event, () => void loadSibling("cite.js").catch(() => {}));
  }
  link.addEventListener("click", () => void (range && requestCitation({ range, isLink: true })));
  cite.addEventListener("click", () => void (range && requestCitation({ range })));
  document.addEventListener("keydown", (event) => {
    const isAnywhere = document.activeElement?.matches("body, main");
    if (event.key !== "Tab" || event.shiftKey || !box.isConnected || !isAnywhere) return;
    event.preventDefault();
    link.focus();
  });
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (box.contains(document.activeElement)) return;
      const selection = getSelection();
      const found = selection?.rangeCount ? selection.getRangeAt(0) : null;
      const words = found && findLastText(found);
      box.remove();
      if (!found || !words) return;
      range = found.cloneRange();
      placeBox(box, words, found);
    }, 150);
  });
}

/** Returns the text element of the last paragraph that is partly selected. */
function findLastText(range: Range): Element | undefined {
  if (range.collapsed || !/[\p{L}\p{N}]/u.test(range.toString())) return undefined;
  const all = [...document.querySelectorAll(".paragraph > .words")];
  return all.filter((words) => range.intersectsNode(words) && !endsBefore(range, words)).at(-1);
}

/**
 * True if a range ends at the very beginning of an element, as after a triple click on the one
 * before.
 */
function endsBefore(range: Range, words: Element): boolean {
  const part = document.createRange();
  part.setStart(words, 0);
  if (range.comparePoint(words, words.childNodes.length) <= 0) return false;
  part.setEnd(range.endContainer, range.endOffset);
  return !part.toString().trim();
}

function placeBox(box: HTMLElement, words: Element, range: Range): void {
  const place = words.parentElement!;
  const own = place.getBoundingClientRect();
  const text = words.getBoundingClientRect();
  const lines = [...range.getClientRects()].filter(({ bottom, width }) => {
    return width > 0 && bottom <= text.bottom + 1;
  });
  const end = lines.at(-1);
  words.after(box);
  const right = Math.min(end?.right ?? text.left, text.right) - own.left;
  box.style.top = `${(end?.bottom ?? text.bottom) - own.top}px`;
  box.style.left = `${Math.max(right - box.offsetWidth, text.left - own.left)}px`;
}

main(document);
