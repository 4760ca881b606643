/**
 * Reloads a page of the preview when the site has changed, and shows errors to fix. Not part of a
 * built site.
 */

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
  const box = document.createElement("section");
  box.id = "live-errors";
  box.setAttribute("role", "alert");
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
  const heading = document.createElement("strong");
  heading.textContent =
    errors.length === 1 ? "One thing must be mended" : `${errors.length} things must be mended`;
  const list = document.createElement("ul");
  for (const error of errors) {
    const item = document.createElement("li");
    item.textContent = error;
    list.append(item);
  }
  box.append(heading, " before the site is built again. Below is the last good one.", list);
  document.body.append(box);
}

main();
