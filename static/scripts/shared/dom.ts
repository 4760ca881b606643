/**
 * Nodes, built and not glued together from strings.
 */

import { longDate } from "./numbers-and-dates.ts";

export type Child = Node | string | null | undefined | false;

/** An element; attributes that are null or false are left out, true ones are empty. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | boolean | null | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

/**
 * A button that does something.
 * @param name of the class
 */
export function button(name: string, act: () => void, ...children: Child[]): HTMLButtonElement {
  const node = element("button", { type: "button", class: name }, ...children);
  node.addEventListener("click", act);
  return node;
}

/** `26 February 2021`. */
export function day(date: string): HTMLTimeElement {
  return element("time", { datetime: date }, longDate(date));
}

/** The part of a page that a selector names; it throws where the page has none of this kind. */
export function part<Kind extends Element>(
  frame: ParentNode,
  selector: string,
  kind: new () => Kind,
): Kind {
  const found = frame.querySelector(selector);
  if (!(found instanceof kind)) {
    throw new TypeError(`the page has no ${selector}`);
  }
  return found;
}
