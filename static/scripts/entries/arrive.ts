/**
 * Who comes from a search lands on a passage with the words marked; who comes by a citation, on a
 * paragraph that says whether it still reads so. The scripts for it are loaded for them alone.
 */

import { readAnchor, readCited } from "../permalinks/fragment.ts";
import { isOnPage } from "../permalinks/scroll-to.ts";
import { loadScript } from "../shared/load-script.ts";

/**
 * What was searched for on the page that led here: its address says so, and this one's where a
 * browser gives no referrer (from a disk).
 */
function readSearch(referrer: string, here: Location): string {
  const own = new URLSearchParams(here.search).get("q");
  if (own || !URL.canParse(referrer)) {
    return own ?? "";
  }
  const from = new URL(referrer);
  const isSearch =
    from.origin === here.origin && /\/search\/(?:index\.html)?$/u.test(from.pathname);
  return (isSearch && from.searchParams.get("q")) || "";
}

/** Loads what marks and what compares, beside this script. */
function main(): void {
  const own = document.currentScript;
  if (!(own instanceof HTMLScriptElement)) return;
  const q = readSearch(document.referrer, location);
  if (q) {
    document.documentElement.dataset["search"] = q;
    void loadScript(new URL("mark.js", own.src).href).catch(() => {});
  }
  const compares = new URL("cited.js", own.src).href;
  let last = "";
  const arrive = () => {
    if (location.hash === last) return;
    last = location.hash;
    if (leadToCited(location.hash)) void loadScript(compares).catch(() => {});
  };
  addEventListener("hashchange", arrive);
  arrive();
}

/**
 * Leads to the paragraph of an address with a mark: no element has such an id. The browser goes
 * there, the address stays what it is, and the paragraph is set off as one that a link led to.
 * @returns whether there is more to tell of it
 */
function leadToCited(hash: string): boolean {
  for (const old of document.querySelectorAll(".is-cited")) old.classList.remove("is-cited");
  const told = document.querySelector(".cited") !== null;
  const cited = readCited(hash);
  if (!cited && isOnPage(hash)) return told;
  const anchor = readAnchor(hash);
  const place = document.getElementById(anchor);
  if (!place) return true;
  // At once: what is told of the words comes to stand above them, and moves them on a slow way.
  document.documentElement.style.scrollBehavior = "auto";
  location.replace(`#${anchor}`);
  history.replaceState(history.state, "", hash);
  place.closest(".paragraph, .tombstone, .exchange")?.classList.add("is-cited");
  return told || cited !== null;
}

main();
