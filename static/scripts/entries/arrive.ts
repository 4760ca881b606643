/**
 * Runs when a reader arrives on a page. From a search, it highlights the search words; from a
 * citation, it says whether the cited text has changed. Loads the scripts for this only when they
 * are needed.
 */

import { readAnchor, readCitation } from "../permalinks/fragment.ts";
import { isOnPage } from "../permalinks/scroll-to.ts";
import { loadScript } from "../shared/load-script.ts";

/**
 * Returns the search query that led here: from the referrer, or from this page's address if there
 * is no referrer (on a site opened from disk).
 */
function readSearch(referrer: string, here: Location): string {
  const own = new URLSearchParams(here.search).get("q");
  if (own || !URL.canParse(referrer)) return own ?? "";
  const from = new URL(referrer);
  const isSearch =
    from.origin === here.origin && /\/search\/(?:index\.html)?$/u.test(from.pathname);
  return (isSearch && from.searchParams.get("q")) || "";
}

/** Loads the scripts that highlight and compare, from this script's folder. */
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
    if (goToCited(location.hash)) void loadScript(compares).catch(() => {});
  };
  addEventListener("hashchange", arrive);
  arrive();
}

/**
 * Goes to the paragraph of an address with a fingerprint, which is no element's id. The browser
 * scrolls there, the address stays the same, and the paragraph is set off like the target of a
 * plain link.
 * @returns true if there is more to show about it
 */
function goToCited(hash: string): boolean {
  for (const old of document.querySelectorAll(".is-cited")) old.classList.remove("is-cited");
  const hasNotice = document.querySelector(".cited") !== null;
  const cited = readCitation(hash);
  if (!cited && isOnPage(hash)) return hasNotice;
  const anchor = readAnchor(hash);
  const place = document.getElementById(anchor);
  if (!place) return true;
  // Scrolls at once: the notice appears above the text and would displace the target of a smooth
  // scroll.
  document.documentElement.style.scrollBehavior = "auto";
  location.replace(`#${anchor}`);
  history.replaceState(history.state, "", hash);
  place.closest(".paragraph, .tombstone, .exchange")?.classList.add("is-cited");
  return hasNotice || cited !== null;
}

main();
