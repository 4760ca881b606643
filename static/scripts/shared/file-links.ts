/**
 * Fixes links on a site opened from disk, where a folder's address shows a directory listing
 * instead of its page.
 */

/**
 * Returns the address of the page that a server would send for a folder's address.
 * @param address an absolute address, such as `file:///site/2021/#when`
 * @returns `file:///site/2021/index.html#when`; any other address is returned unchanged
 */
export function withIndex(address: string): string {
  const url = new URL(address);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

/** Makes the document's links point to pages, including links that scripts add later. */
export function fixLinks(document: Document): void {
  for (const link of document.querySelectorAll("a[href]")) fixLink(link, "href");
  for (const form of document.querySelectorAll("form[action]")) fixLink(form, "action");
  for (const event of ["click", "auxclick", "contextmenu", "focusin"]) {
    document.addEventListener(event, fixTarget, true);
  }
}

function fixTarget(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (link) fixLink(link, "href");
}

function fixLink(element: Element, attribute: "href" | "action"): void {
  const written = element.getAttribute(attribute) ?? "";
  if (written.startsWith("#") || !URL.canParse(written, element.baseURI)) return;
  const address = new URL(written, element.baseURI).href;
  const fixed = withIndex(address);
  if (fixed !== address) element.setAttribute(attribute, fixed);
}
