/**
 * Nodes, built and not glued together from strings.
 */

import type { Run } from "../search/snippets.ts";

type Child = Node | string | null | undefined | false;

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

/** Text in runs, the marked ones in `mark`. */
export function marked(runs: readonly Run[]): Child[] {
  return runs.map(({ text, isMarked }) => (isMarked ? element("mark", {}, text) : text));
}

/** `1 passage`, `2 passages`, `1,154 passages`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** `26 February 2021`. */
export function day(date: string): HTMLTimeElement {
  const shown = new Date(`${date}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return element("time", { datetime: date }, shown);
}
