// A box above a long list, which leaves only the entries with what is typed.
import { element } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";

const FEW = 12; // a shorter list needs no filter

start(Array.from(document.querySelectorAll<HTMLElement>("[data-filter] > li")));

function start(entries: HTMLElement[]): void {
  const list = entries[0]?.parentElement;
  if (!list || entries.length < FEW) return;
  const input = element("input", { type: "search", autocomplete: "off" });
  const status = element("p.hidden", { role: "status" });
  list.before(element("div.filter", element("label", _("Filter by name"), input), status));
  input.addEventListener("input", () => {
    const shown = filter(entries, input.value);
    status.textContent = ngettext("%(num)s speaker", "%(num)s speakers", shown);
  });
}

function filter(entries: HTMLElement[], typed: string): number {
  const wanted = plain(typed).split(" ").filter(Boolean);
  for (const entry of entries) {
    const text = plain(entry.textContent ?? "");
    entry.hidden = !wanted.every((word) => text.includes(word));
  }
  return entries.filter(({ hidden }) => !hidden).length;
}

/** Without capitals and accents: "Nuñez" is found by "nunez". */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
