/** Links between the pages of a site, on a server and on a disk. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { linkTo } from "../../static/scripts/shared/site-links.ts";

/** Opens the page by this protocol. */
function open(protocol: "https:" | "file:"): void {
  Object.assign(globalThis, { location: { protocol } });
}

afterEach(() => {
  delete (globalThis as { location?: Location }).location;
});

test("on a server a folder is a page", () => {
  open("https:");
  assert.equal(linkTo("../", "statements/a/#p2", "border talks"), "../statements/a/#p2");
  assert.equal(linkTo("../", ""), "../");
});

test("on a disk a page names its file, and a paragraph what was searched for", () => {
  open("file:");
  assert.equal(linkTo("../", ""), "../index.html");
  assert.equal(linkTo("../", "data/a.json"), "../data/a.json");
  assert.equal(linkTo("../", "statements/a/", "talks"), "../statements/a/index.html");
  assert.equal(linkTo("../", "statements/a/#p2"), "../statements/a/index.html#p2");
  assert.equal(
    linkTo("../", "statements/a/#p2", "border talks"),
    "../statements/a/index.html?q=border+talks#p2",
  );
});
