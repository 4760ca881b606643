/**
 * Reloads a page of the preview when the site has changed, and shows errors to fix. Not part of a
 * built site.
 */

import { element } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";

/** What the preview sends after each change. */
interface Change {
  version: number;
  errors: string[];
}

function main(): void {
  let shown = -1;
  const changes = new EventSource("/-/changes");
  changes.addEventListener("message", (event) => {
    const { version, errors } = JSON.parse(event.data) as Change;
    showErrors(errors);
    if (shown >= 0 && version !== shown && errors.length === 0) location.reload();
    shown = version;
  });
}

function showErrors(errors: readonly string[]): void {
  document.getElementById("live-errors")?.remove();
  if (errors.length === 0) return;
  const count = ngettext("%(num)s error to fix", "%(num)s errors to fix", errors.length);
  const box = element(
    "section",
    { id: "live-errors", role: "alert" },
    element("strong", count),
    " ",
    _("This is the site as it was before."),
    element("ul", ...errors.map((error) => element("li", error))),
  );
  box.style.cssText =
    "position: fixed; inset: auto 0 0 0; z-index: 10; max-height: 50vh; overflow: auto;" +
    "padding: 1rem 2rem; background: #7a1f1f; color: #fff; font: 1rem/1.5 sans-serif";
  document.body.append(box);
}

main();
