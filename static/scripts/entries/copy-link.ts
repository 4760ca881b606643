/**
 * Copies the address of a paragraph or an answer when its link is clicked. The copy contains a
 * fingerprint of the text, so that a later reader can be told whether it has changed.
 */

import { fingerprintText, fingerprintParagraphs, readText } from "../permalinks/fingerprint.ts";
import { copyLink } from "../shared/clipboard.ts";

/** Copies links on a click. The links keep working as links. */
function main(document: Document): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.address") : null;
    if (!(link instanceof HTMLAnchorElement) || event.button || hasModifier(event)) return;
    void copyLink(addressOf(link));
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

main(document);
