/** Leads on from an address that something had before, with the place on the page. */

import { withIndex } from "../shared/file-links.ts";

const link = document.getElementById("moved");
if (link instanceof HTMLAnchorElement) {
  const to = new URL(withIndex(link.href));
  to.hash ||= location.hash;
  location.replace(to.href);
}
