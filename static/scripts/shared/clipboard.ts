/** Writes to the clipboard. */

const SHOWN_FOR = 2500; // milliseconds
let hiding = 0;

/** @returns false if the browser does not allow it */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Copies a link, and says so on the page for a while.
 * @returns false if the browser does not allow it
 */
export async function copyLink(link: string): Promise<boolean> {
  if (!(await copyText(link))) return false;
  const notice = document.querySelector<HTMLElement>("[data-copied]");
  if (notice) {
    clearTimeout(hiding);
    notice.textContent = notice.dataset["copied"] ?? "";
    hiding = window.setTimeout(() => notice.replaceChildren(), SHOWN_FOR);
  }
  return true;
}
