/** Links from a page to other pages of the site. */

/**
 * The address below the root as a link. From a disk no server adds the file's name, and the next
 * page does not learn where its reader came from: there the link says what was searched for.
 * @param root the way from the page to the site's root
 * @param q what was searched for, if a paragraph is found by it
 */
export function linkTo(root: string, url: string, q = ""): string {
  const [path = "", anchor] = url.split("#");
  const isDisk = location.protocol === "file:" && (path === "" || path.endsWith("/"));
  const said = q.trim() && anchor !== undefined ? `?${new URLSearchParams({ q })}` : "";
  return `${root}${path}${isDisk ? `index.html${said}` : ""}${anchor === undefined ? "" : `#${anchor}`}`;
}
