/**
 * Who comes from a search lands on a passage with the words marked. The script that marks is
 * loaded for them alone.
 */

import { loadScript } from "./trusted.js";

/**
 * What was searched for on the page that led here: its address says so, and this one's where a
 * browser gives no referrer (from a disk).
 * @param {string} referrer
 * @param {Location} here
 * @returns {string}
 */
export function readSearch(referrer, here) {
  const own = new URLSearchParams(here.search).get("q");
  if (own || !URL.canParse(referrer)) {
    return own ?? "";
  }
  const from = new URL(referrer);
  const isSearch = from.origin === here.origin && /\/search\/(?:index\.html)?$/u.test(from.pathname);
  return (isSearch && from.searchParams.get("q")) || "";
}

/** Loads what marks, beside this script. */
function main() {
  const own = document.currentScript;
  const q = readSearch(document.referrer, location);
  if (q && own instanceof HTMLScriptElement) {
    document.documentElement.dataset["search"] = q;
    void loadScript(new URL("mark.js", own.src).href).catch(() => {});
  }
}

main();
