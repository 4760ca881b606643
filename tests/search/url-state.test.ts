/** The state of the search page in its address. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  hasFilters,
  readState,
  toggleFilter,
  withoutFilters,
  writeState,
} from "../../static/scripts/search/url-state.ts";

const NO_FILTERS = { speaker: [], year: [], topic: [], kind: [], statement: [] };
const ADDRESS =
  "?q=border+talks&speaker=li&topic=water&topic=trade&from=2021&to=2021-03&order=date&quoted=0&any=1";

test("an address is read in full and written unchanged", () => {
  const state = readState(ADDRESS);
  assert.deepEqual(state, {
    q: "border talks",
    filters: { ...NO_FILTERS, speaker: ["li"], topic: ["water", "trade"] },
    from: "2021",
    to: "2021-03",
    order: "newest",
    quoted: false,
    any: true,
  });
  assert.equal(writeState(state), ADDRESS);
});

test("missing and invalid values in an address are ignored", () => {
  const state = readState(
    "?topic=&topic=water&topic=water&from=yesterday&order=first&quoted=no&any=yes",
  );
  assert.deepEqual(state, {
    q: "",
    filters: { ...NO_FILTERS, topic: ["water"] },
    from: "",
    to: "",
    order: "best",
    quoted: true,
    any: false,
  });
  assert.equal(writeState(readState("")), "");
});

test("a filter value is turned on and off", () => {
  const on = toggleFilter(readState("?year=2020"), "year", "2021");
  assert.equal(writeState(on), "?year=2020&year=2021");
  assert.equal(writeState(toggleFilter(on, "year", "2020")), "?year=2021");
});

test("removing the filters keeps the query and the order", () => {
  assert.equal(writeState(withoutFilters(readState(ADDRESS))), "?q=border+talks&order=date&any=1");
});

test("each order has a name in the address", () => {
  for (const [address, order] of [
    ["?q=border", "best"],
    ["?q=border&order=date", "newest"],
    ["?q=border&order=oldest", "oldest"],
  ] as const) {
    assert.equal(readState(address).order, order);
    assert.equal(writeState(readState(address)), address);
  }
});

test("a date counts as a filter, an order does not", () => {
  const addresses = ["?q=border&order=date&any=1", "?to=2021", "?kind=answer"];
  assert.deepEqual(
    addresses.map((address) => hasFilters(readState(address))),
    [false, true, true],
  );
});
