/**
 * Finds a text by its fingerprint alone: on the page, or else in the table of the whole site, which
 * `onrecord/permalinks/fingerprint_table.py` writes.
 */

import { loadScript } from "../shared/load-script.ts";
import { withIndex } from "../shared/file-links.ts";
import { fingerprintParagraphs } from "./fingerprint.ts";
import { fingerprintParagraph, listParagraphs } from "./page-paragraphs.ts";

/** Where a text is. */
export interface FoundText {
  /** the address, with the fingerprint */
  href: string;
  /** the number of the paragraph or answer there */
  anchor: string;
  /** the slug of its statement; empty if it is on the page */
  statement: string;
}

type Table = Readonly<Record<string, readonly (string | number)[]>>;

/** Returns the places that have a text; none if it is nowhere, or the table cannot be loaded. */
export async function findFingerprint(fingerprint: string): Promise<FoundText[]> {
  const here = findOnPage(fingerprint);
  if (here.length) return here;
  const link = document.querySelector("[data-fingerprints]")?.getAttribute("data-fingerprints");
  if (!link) return [];
  const table = new URL(link, document.baseURI).href;
  try {
    const places = await lookUp(fingerprint, table);
    return places.map((place) => foundIn(place, fingerprint, table));
  } catch {
    return [];
  }
}

/**
 * Returns the addresses of a text in a table.
 * @param address the table's main file, which may say how many letters its parts are named by
 */
async function lookUp(fingerprint: string, address: string): Promise<string[]> {
  const main = await load(address);
  const letters = Number(main[""]?.[0] ?? 0);
  const part = address.replace(/\.js$/u, `/${fingerprint.slice(0, letters)}.js`);
  return ((letters ? await load(part) : main)[fingerprint] ?? []).map(String);
}

async function load(address: string): Promise<Table> {
  await loadScript(address);
  return (globalThis as any).onRecordFingerprints;
}

function findOnPage(fingerprint: string): FoundText[] {
  const exchanges = [...document.querySelectorAll(".exchange")].map((exchange) => ({
    anchor: exchange.id,
    fingerprint: fingerprintParagraphs(exchange.querySelectorAll(".paragraph")),
  }));
  return [...listParagraphs().map(fingerprintParagraph), ...exchanges]
    .filter((one) => one.anchor && one.fingerprint === fingerprint)
    .map(({ anchor }) => ({ href: `#${anchor}:${fingerprint}`, anchor, statement: "" }));
}

/** @param place such as `2021-02-26-atmar/p14` */
function foundIn(place: string, fingerprint: string, table: string): FoundText {
  const [statement = "", anchor = ""] = place.split("/");
  const page = withIndex(new URL(`../statements/${statement}/`, table).href);
  return { href: `${page}#${anchor}:${fingerprint}`, anchor, statement };
}
