/** Finds and highlights text inside an element. */

import { element } from "./dom.ts";

/** Returns all text nodes below an element, in order. */
export function listTextNodes(place: Element): Text[] {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push(node as Text);
  }
  return nodes;
}

/** Wraps part of a text node in a `mark` element. The node keeps the text before that part. */
export function highlightPart(node: Text, from: number, to: number, name?: string): void {
  const found = node.splitText(from);
  found.splitText(to - from);
  const mark = element("mark", { class: name });
  found.replaceWith(mark);
  mark.append(found);
}
