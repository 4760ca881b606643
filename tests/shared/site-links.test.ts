/** Links between pages, on a server and on a site opened from disk. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { linkTo } from "../../static/scripts/shared/site-links.ts";

/** Opens the page with this protocol. */
function open(protocol: "https:" | "file:"): void {
  Object.assign(globalThis, { location: { protocol } });
}

afterEach(() => {
  delete (globalThis as { location?: Location }).location;
});

test("a link on a server names the folder of a page", () => {
  open("https:");
  assert.equal(linkTo("../", "statements/a/#p2", "border talks"), "../statements/a/#p2");
  assert.equal(linkTo("../", ""), "../");
});

test("a link on a site opened from disk names the file, and the search that found a paragraph", () => {
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
