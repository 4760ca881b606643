/**
 * Copies the address of a paragraph or an answer when its link is clicked. The copy contains a
 * fingerprint of the text, so that a later reader can be told whether it has changed.
 */

import { fingerprintText, fingerprintParagraphs, readText } from "../permalinks/fingerprint.ts";
import { copyText } from "../shared/clipboard.ts";

const SHOWN_FOR = 2500; // milliseconds

/** Copies links on a click. The links keep working as links. */
function main(document: Document): void {
  const notice = document.querySelector("[data-copied]");
  if (!(notice instanceof HTMLElement) || !navigator.clipboard) return;
  const copied = notice.dataset.copied ?? "";
  document.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.address") : null;
    if (!(link instanceof HTMLAnchorElement) || event.button || hasModifier(event)) return;
    if (await copyText(addressOf(link))) say(notice, copied);
  });
}

function addressOf(link: HTMLAnchorElement): string {
  const paragraph = link.closest(".paragraph");
  if (paragraph) return `${link.href}:${fingerprintText(readText(paragraph))}`;
  const paragraphs = link.closest(".exchange")?.querySelectorAll(".paragraph") ?? [];
  return `${link.href}:${fingerprintParagraphs(paragraphs)}`;
}

function hasModifier(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

let hiding = 0;

function say(notice: HTMLElement, words: string): void {
  clearTimeout(hiding);
  notice.textContent = words;
  hiding = window.setTimeout(() => {
    notice.textContent = "";
  }, SHOWN_FOR);
}

main(document);
