/**
 * Only while a site is being written: reloads the page when it has changed, and shows what must be
 * mended. It is no part of a site that is built.
 */

(() => {
  let shown = -1;
  const changes = new EventSource("/-/changes");
  changes.addEventListener("message", (event) => {
    const { version, faults } = JSON.parse(event.data);
    showFaults(faults);
    if (shown >= 0 && version !== shown && faults.length === 0) {
      location.reload();
    }
    shown = version;
  });

  /** @param {string[]} faults */
  function showFaults(faults) {
    document.getElementById("live-faults")?.remove();
    if (faults.length === 0) {
      return;
    }
    const box = document.createElement("section");
    box.id = "live-faults";
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
      faults.length === 1 ? "One thing must be mended" : `${faults.length} things must be mended`;
    const list = document.createElement("ul");
    for (const fault of faults) {
      const item = document.createElement("li");
      item.textContent = fault;
      list.append(item);
    }
    box.append(heading, " before the site is built again. Below is the last good one.", list);
    document.body.append(box);
  }
})();
