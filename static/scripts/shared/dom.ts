/** Builds DOM nodes without parsing HTML strings. */

import { longDate } from "./numbers-and-dates.ts";

export type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | boolean | null | undefined>>;

/**
 * Creates an element: `element("p.note", { id: "first" }, "Text")`, without a class or attributes
 * `element("p", "Text")`. Attributes that are null, undefined or false are omitted; true ones are
 * empty.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  selector: Tag | `${Tag}.${string}`,
  ...content: [Attributes, ...Child[]] | Child[]
): HTMLElementTagNameMap[Tag] {
  const [tag, name] = selector.split(".") as [Tag, string?];
  const node = document.createElement(tag);
  if (name) node.className = name;
  for (const part of content) {
    if (typeof part === "string" || part instanceof Node) node.append(part);
    else if (part) setAttributes(node, part);
  }
  return node;
}

function setAttributes(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
}

/**
 * Creates a button that calls a function when clicked.
 * @param name the class
 */
export function button(name: string, act: () => void, ...children: Child[]): HTMLButtonElement {
  const node = element(`button.${name}`, { type: "button" }, ...children);
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
  if (!(found instanceof kind)) throw new TypeError(`the page has no ${selector}`);
  return found;
}
