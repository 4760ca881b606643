/** Reads who said what, where and when from the page's JSON-LD. */

import type { Citation, Name } from "./citation-styles.ts";

export interface Work {
  slug: string;
  /** the absolute address of the statement's page; empty on a site opened from disk */
  address: string;
  /** the citation of the whole statement */
  citation: Citation;
  /** names by slug */
  people: Map<string, Name>;
  /** those whom a news report quotes */
  quoted: Name[];
}

export function readWork(document: Document): Work {
  const text = document.querySelector('script[type="application/ld+json"]')?.textContent ?? "{}";
  const linked = JSON.parse(text);
  const work = linked.mainEntity?.isPartOf ?? linked;
  const people = [work.author, ...(work.contributor ?? [])].filter(Boolean);
  const address = new URL(work["@id"], document.baseURI);
  return {
    slug: work.identifier,
    address: address.protocol === "file:" ? "" : address.href,
    people: new Map(people.map((person) => [person.identifier, nameOf(person)])),
    quoted: (work.mentions ?? []).map(nameOf),
    citation: {
      key: `${document.querySelector("[data-cites]")?.getAttribute("data-cites")}`,
      names: work.author ? [nameOf(work.author)] : [],
      title: work.name,
      day: work.dateCreated,
      occasion: work.recordedAt?.name ?? "",
      place: work.locationCreated?.name ?? "",
      publisher: work.publisher?.name ?? "",
      source: work.isBasedOn ?? "",
      site: work.isPartOf.name,
      isReport: work["@type"] === "NewsArticle",
      address: address.protocol === "file:" ? "" : address.href,
      language: work.inLanguage,
      part: "",
      number: 0,
      paragraphs: [],
      time: "",
      accessed: today(),
    },
  };
}

function nameOf({ name, familyName = "" }: { name: string; familyName?: string }): Name {
  return { whole: name, family: familyName };
}

/** Returns today's date in the reader's time zone, such as `2026-11-22`. */
function today(): string {
  const now = new Date();
  const numbers = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return numbers.map((number, n) => `${number}`.padStart(n ? 2 : 4, "0")).join("-");
}
