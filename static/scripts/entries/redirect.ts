/** Redirects from a former address, keeping the fragment. */

import { withIndex } from "../shared/file-links.ts";

const link = document.getElementById("moved");
if (link instanceof HTMLAnchorElement) {
  const to = new URL(withIndex(link.href));
  to.hash ||= location.hash;
  location.replace(to.href);
}
