/** Builds the list of a citation's forms, with buttons to copy or save each. */

import { button, element } from "../shared/dom.ts";
import { copyText } from "../shared/clipboard.ts";
import { saveFile } from "../shared/save-file.ts";
import { listForms } from "./copy-forms.ts";
import type { Form } from "./copy-forms.ts";
import type { Cited } from "./selection.ts";

export function buildPanel(cited: Cited): HTMLElement {
  const notice = element("p", { class: "citing-notice", role: "status" });
  const rows = listForms(cited).map((form) => buildRow(form, cited, notice));
  return element("div", { class: "citing-forms" }, ...rows, notice);
}

function buildRow(form: Form, { citation, name }: Cited, notice: HTMLElement): HTMLDivElement {
  const text = element(
    "pre",
    {
      class: "citing-text",
      tabindex: "0",
      role: "region",
      "aria-label": `${form.name} of ${name}`,
    },
    form.text,
  );
  const copy = button(
    "citing-button",
    async () => {
      const isDone = await copyText(form.text);
      if (!isDone) getSelection()?.selectAllChildren(text);
      notice.textContent = isDone ? `${form.name} copied` : "Selected: copy it with your keyboard";
    },
    "Copy",
    element("span", { class: "hidden" }, ` ${form.name} of ${name}`),
  );
  const save =
    form.file &&
    button(
      "citing-button",
      () => saveFile(`${citation.key}.${form.file}`, form.type ?? "", form.text),
      "Save",
      element("span", { class: "hidden" }, ` ${form.name} of ${name}`),
    );
  const label = element("span", { class: "citing-name" }, form.name);
  return element("div", { class: "citing-row" }, label, copy, save, text);
}
