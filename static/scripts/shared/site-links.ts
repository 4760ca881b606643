/** Builds links from a page to other pages of the site. */

/**
 * Returns a link to an address below the site's root. On a site opened from disk, no server adds
 * `index.html` and browsers send no referrer, so the link names the file and carries the search
 * query.
 * @param root the relative path from the page to the site's root
 * @param q the search query, if a paragraph was found by it
 */
export function linkTo(root: string, url: string, q = ""): string {
  const [path = "", anchor] = url.split("#");
  const isDisk = location.protocol === "file:" && (path === "" || path.endsWith("/"));
  const query = q.trim() && anchor !== undefined ? `?${new URLSearchParams({ q })}` : "";
  return `${root}${path}${isDisk ? `index.html${query}` : ""}${anchor === undefined ? "" : `#${anchor}`}`;
}
