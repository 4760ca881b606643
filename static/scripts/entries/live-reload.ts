/**
 * Reloads a page of the preview when the site has changed, and shows errors to fix. Not part of a
 * built site.
 */

import { element } from "../shared/dom.ts";

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
    if (shown >= 0 && version !== shown && errors.length === 0) {
      location.reload();
    }
    shown = version;
  });
}

function showErrors(errors: readonly string[]): void {
  document.getElementById("live-errors")?.remove();
  if (errors.length === 0) {
    return;
  }
  const count = errors.length === 1 ? "One thing" : `${errors.length} things`;
  const box = element(
    "section",
    { id: "live-errors", role: "alert" },
    element("strong", {}, `${count} must be fixed`),
    " before the site is built again. Below is the last good one.",
    element("ul", {}, ...errors.map((error) => element("li", {}, error))),
  );
  Object.assign(box.style, {
    position: "fixed",
    inset: "auto 0 0 0",
    zIndex: "10",
    maxHeight: "50vh",
    overflow: "auto",
    padding: "1rem 2rem",
    background: "#7a1f1f",
    color: "#fff",
    font: "1rem/1.5 system-ui, sans-serif",
  });
  document.body.append(box);
}

main();
