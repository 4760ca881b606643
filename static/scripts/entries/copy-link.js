/**
 * Copies a paragraph's or an answer's address when its link is clicked, and says so. The copy
 * carries a mark of the words, so that whoever follows it is told whether they still stand.
 */

import { markOf, markOfParagraphs, wordsOf } from "../permalinks/fingerprint.js";

const SHOWN_FOR = 2500; // milliseconds

/**
 * The addresses of the page are copied on a click; the link still leads where it leads.
 * @param {Document} document
 */
export function main(document) {
  const notice = document.querySelector("[data-copied]");
  if (!(notice instanceof HTMLElement) || !navigator.clipboard) return;
  const copied = notice.dataset.copied ?? "";
  document.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.address") : null;
    if (!(link instanceof HTMLAnchorElement) || event.button || hasModifier(event)) return;
    if (await isCopied(addressOf(link))) say(notice, copied);
  });
}

/**
 * @param {HTMLAnchorElement} link
 * @returns {string}
 */
function addressOf(link) {
  const paragraph = link.closest(".paragraph");
  if (paragraph) return `${link.href}:${markOf(wordsOf(paragraph))}`;
  const paragraphs = link.closest(".exchange")?.querySelectorAll(".paragraph") ?? [];
  return `${link.href}:${markOfParagraphs(paragraphs)}`;
}

/** @param {MouseEvent} event */
function hasModifier(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

/**
 * @param {string} address
 * @returns {Promise<boolean>} false where the reader's browser does not allow it
 */
async function isCopied(address) {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    return false;
  }
}

let hiding = 0;

/**
 * @param {HTMLElement} notice
 * @param {string} words
 */
function say(notice, words) {
  clearTimeout(hiding);
  notice.textContent = words;
  hiding = window.setTimeout(() => {
    notice.textContent = "";
  }, SHOWN_FOR);
}

main(document);
