/** Scrolls to the cited place after a notice has moved the page. */

import { decodeFragment } from "./fragment.ts";

// The largest share of the window's height that a note and the quoted text may take together.
const MAX_SHARE = 0.9;

/** True if a fragment names a place on the page. */
export function isOnPage(hash: string): boolean {
  const id = decodeFragment(hash).slice(1);
  return id === "" || id === "top" || document.getElementById(id) !== null;
}

/**
 * Scrolls to the highlighted text, with the note about it if both fit; without a highlight, to the
 * place.
 */
export function scrollToCited(place: Element): void {
  const quoted = document.querySelector("mark.quoted");
  const note = document.querySelector(".quoted-note");
  if (!quoted) place.scrollIntoView({ block: "start", behavior: "instant" });
  else if (note && fitTogether(note, quoted))
    note.scrollIntoView({ block: "start", behavior: "instant" });
  else quoted.scrollIntoView({ block: "center", behavior: "instant" });
}

/** True if both fit in the window. */
function fitTogether(note: Element, quoted: Element): boolean {
  const [top, bottom] = [note.getBoundingClientRect().top, quoted.getBoundingClientRect().bottom];
  return bottom - top < MAX_SHARE * innerHeight;
}
