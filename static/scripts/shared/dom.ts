/** Builds DOM nodes without parsing HTML strings. */

import { longDate } from "./numbers-and-dates.ts";

export type Child = Node | string | null | undefined | false;

/**
 * Creates an element. Attributes that are null, undefined or false are omitted; true ones are
 * empty.
 */
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
 * Creates a button that calls a function when clicked.
 * @param name the class
 */
export function button(name: string, act: () => void, ...children: Child[]): HTMLButtonElement {
  const node = element("button", { type: "button", class: name }, ...children);
  node.addEventListener("click", act);
  return node;
}

/** Creates a `time` element: `26 February 2021`. */
export function day(date: string): HTMLTimeElement {
  return element("time", { datetime: date }, longDate(date));
}

/** Returns the element that a selector finds; throws if there is none of this kind. */
export function findPart<Kind extends Element>(
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
