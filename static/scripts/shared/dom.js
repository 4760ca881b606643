/**
 * Nodes, built and not glued together from strings.
 */

/**
 * @typedef {Node | string | null | undefined | false} Child
 */

/**
 * An element; attributes that are null or false are left out, true ones are empty.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | null | undefined>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/**
 * A button that does something.
 * @param {string} name of the class
 * @param {() => void} act
 * @param {...Child} children
 * @returns {HTMLButtonElement}
 */
export function button(name, act, ...children) {
  const node = element("button", { type: "button", class: name }, ...children);
  node.addEventListener("click", act);
  return node;
}

/**
 * Text in runs, the marked ones in `mark`.
 * @param {readonly import("../search/snippets.js").Run[]} runs
 * @returns {Child[]}
 */
export function marked(runs) {
  return runs.map(({ text, isMarked }) => (isMarked ? element("mark", {}, text) : text));
}

/**
 * `1 passage`, `2 passages`, `1,154 passages`.
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 * @returns {string}
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/**
 * `26 February 2021`.
 * @param {string} date
 * @returns {HTMLTimeElement}
 */
export function day(date) {
  const shown = new Date(`${date}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return element("time", { datetime: date }, shown);
}
