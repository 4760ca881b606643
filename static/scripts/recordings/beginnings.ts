/** Where paragraphs begin in a recording. */

export interface Beginning {
  /** in seconds from the beginning of the recording */
  seconds: number;
  paragraph: Element;
  /** the link with the time */
  link: Element;
}

// Browsers seek to the nearest sample, which can be a little earlier.
const TOLERANCE = 0.05;

/** Returns the paragraphs of a page that have a time, in reading order. */
export function readBeginnings(document: Document): Beginning[] {
  return [...document.querySelectorAll("a.listen")].flatMap((link) => {
    const paragraph = link.closest(".paragraph");
    const seconds = Number(link.getAttribute("data-seconds"));
    return paragraph ? [{ seconds, paragraph, link }] : [];
  });
}

/** Returns the paragraph that is played at a time: the last one that has begun. */
export function findPlaying<Kind extends { seconds: number }>(
  beginnings: readonly Kind[],
  time: number,
): Kind | undefined {
  return beginnings.filter(({ seconds }) => seconds <= time + TOLERANCE).at(-1);
}
