/** The text below an element, and marks in it. */

import { element } from "./dom.ts";

/** All text nodes, in order. */
export function textNodes(place: Element): Text[] {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push(node as Text);
  }
  return nodes;
}

/** Puts `mark` round a part of a text node, which keeps what is before it. */
export function markPart(node: Text, from: number, to: number, name?: string): void {
  const found = node.splitText(from);
  found.splitText(to - from);
  const mark = element("mark", { class: name });
  found.replaceWith(mark);
  mark.append(found);
}
