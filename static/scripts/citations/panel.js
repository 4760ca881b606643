/** The forms of a citation, each to be copied with one press; some to be saved. */

import { button, element } from "../shared/dom.js";
import { save } from "../search/export-hits.js";
import { formsOf } from "./copy-forms.js";

/**
 * @param {import("./selection.js").Cited} cited
 * @returns {HTMLElement}
 */
export function panelOf(cited) {
  const notice = element("p", { class: "citing-notice", role: "status" });
  const rows = formsOf(cited).map((form) => row(form, cited, notice));
  return element("div", { class: "citing-forms" }, ...rows, notice);
}

/**
 * @param {import("./copy-forms.js").Form} form
 * @param {import("./selection.js").Cited} cited
 * @param {HTMLElement} notice
 */
function row(form, { citation, name }, notice) {
  const text = element(
    "pre",
    { class: "citing-text", tabindex: "0", role: "region", "aria-label": `${form.name} of ${name}` },
    form.text,
  );
  const copy = button(
    "citing-button",
    async () => {
      const isDone = await isCopied(form.text);
      if (!isDone) getSelection()?.selectAllChildren(text);
      notice.textContent = isDone ? `${form.name} copied` : "Selected: copy it with your keyboard";
    },
    "Copy",
    element("span", { class: "hidden" }, ` ${form.name} of ${name}`),
  );
  const keep =
    form.file &&
    button(
      "citing-button",
      () => save(`${citation.key}.${form.file}`, form.type ?? "", form.text),
      "Save",
      element("span", { class: "hidden" }, ` ${form.name} of ${name}`),
    );
  const label = element("span", { class: "citing-name" }, form.name);
  return element("div", { class: "citing-row" }, label, copy, keep, text);
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} false where the reader's browser does not allow it
 */
export async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
