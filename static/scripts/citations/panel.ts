/** Builds the list of a citation's forms, with buttons to copy or save each. */

import { button, element } from "../shared/dom.ts";
import { _ } from "../shared/messages.ts";
import { copyText } from "../shared/clipboard.ts";
import { saveFile } from "../shared/save-file.ts";
import { listForms } from "./copy-forms.ts";
import { hasHeadlines, toHeadline } from "./headline.ts";
import type { Form } from "./copy-forms.ts";
import type { Cited } from "./selection.ts";

export function buildPanel(cited: Cited): HTMLElement {
  const notice = element("p.citing-notice", { role: "status" });
  const listRows = (isHeadline: boolean) =>
    listForms(cited, isHeadline).map((form) => buildRow(form, cited, notice));
  const rows = element("div.citing-rows", ...listRows(false));
  const option = buildOption(cited, (isHeadline) => rows.replaceChildren(...listRows(isHeadline)));
  return element("div.citing-forms", rows, option, notice);
}

/** Offers headline capitals, if they would change the title. */
function buildOption(
  { citation: { title, language } }: Cited,
  choose: (isHeadline: boolean) => void,
): HTMLLabelElement | null {
  if (!hasHeadlines(language) || toHeadline(title, "chicago") === title) return null;
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => choose(box.checked));
  const label = _("Capitalise the title as Chicago and MLA do");
  return element("label.citing-option", box, ` ${label}`);
}

function buildRow(form: Form, { citation, name }: Cited, notice: HTMLElement): HTMLDivElement {
  const values = { form: form.name, part: name };
  const label = _("%(form)s of %(part)s", values);
  const shown = { tabindex: "0", role: "region", "aria-label": label };
  const text = element("pre.citing-text", shown, form.text);
  const copyIt = async () => {
    const isDone = await copyText(form.text);
    if (!isDone) getSelection()?.selectAllChildren(text);
    notice.textContent = isDone
      ? _("%(form)s copied", values)
      : _("Selected: copy it with your keyboard");
  };
  const copy = button("citing-button", copyIt, _("Copy"));
  copy.ariaLabel = _("Copy %(form)s of %(part)s", values);
  const saveIt = () => saveFile(`${citation.key}.${form.file}`, form.type ?? "", form.text);
  const save = form.file && button("citing-button", saveIt, _("Save"));
  if (save) save.ariaLabel = _("Save %(form)s of %(part)s", values);
  return element("div.citing-row", element("span.citing-name", form.name), copy, save, text);
}
