/**
 * Copies the address of a paragraph or an answer when its link is clicked. The copy contains a
 * fingerprint of the text, so that a later reader can be told whether it has changed.
 */

import { fingerprintText, fingerprintParagraphs, readText } from "../permalinks/fingerprint.ts";
import { findClicked } from "../shared/clicks.ts";
import { copyLink } from "../shared/clipboard.ts";

/** Copies links on a click. The links keep working as links. */
function main(document: Document): void {
  document.addEventListener("click", (event) => {
    const link = findClicked(event, "a.address");
    if (link) void copyLink(addressOf(link));
  });
}

function addressOf(link: HTMLAnchorElement): string {
  const paragraph = link.closest(".paragraph");
  if (paragraph) return `${link.href}:${fingerprintText(readText(paragraph))}`;
  const paragraphs = link.closest(".exchange")?.querySelectorAll(".paragraph") ?? [];
  return `${link.href}:${fingerprintParagraphs(paragraphs)}`;
}

main(document);
