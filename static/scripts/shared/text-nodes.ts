/** Highlights text inside an element. */

import { element } from "./dom.ts";

/**
 * Wraps parts of an element's text in `mark` elements, but not white space alone.
 * @param parts offsets of their starts and ends, in order
 */
export function highlightParts(
  place: Element,
  parts: readonly (readonly [number, number])[],
  name?: string,
): void {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  let start = 0;
  for (const node of nodes) {
    const { data } = node;
    for (const [begin, end] of [...parts].reverse()) {
      const [from, to] = [Math.max(begin - start, 0), Math.min(end - start, data.length)];
      if (from < to && data.slice(from, to).trim()) highlightPart(node, from, to, name);
    }
    start += data.length;
  }
}

/** The node keeps the text before the part. */
function highlightPart(node: Text, from: number, to: number, name?: string): void {
  const found = node.splitText(from);
  found.splitText(to - from);
  const mark = element("mark", { class: name });
  found.replaceWith(mark);
  mark.append(found);
}
