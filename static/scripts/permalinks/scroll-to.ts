/**
 * Leads a reader to where an address leads, when what is told there has moved the page.
 */

import { decoded } from "./fragment.ts";

const MOST = 0.9; // of the window's height, for a notice and the words that it is about

/** Whether an address names a place that the page has. */
export function isOnPage(hash: string): boolean {
  const id = decoded(hash).slice(1);
  return id === "" || id === "top" || document.getElementById(id) !== null;
}

/** To the words that a link quotes, with what is told of them where both fit; else to the place. */
export function leadTo(place: Element): void {
  const quoted = document.querySelector("mark.quoted");
  const note = document.querySelector(".quoted-note");
  if (!quoted) place.scrollIntoView({ block: "start", behavior: "instant" });
  else if (note && isBoth(note, quoted))
    note.scrollIntoView({ block: "start", behavior: "instant" });
  else quoted.scrollIntoView({ block: "center", behavior: "instant" });
}

/** Whether one window shows both. */
function isBoth(note: Element, quoted: Element): boolean {
  const [top, bottom] = [note.getBoundingClientRect().top, quoted.getBoundingClientRect().bottom];
  return bottom - top < MOST * innerHeight;
}
