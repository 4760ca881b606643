/** Reads who said what, where and when from the page's JSON-LD and metadata. */

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
  const question = linked.mainEntity; // on the page of an answer
  const work = question?.isPartOf ?? linked;
  const speeches = question ? [question, ...(question.acceptedAnswer ?? [])] : [];
  const others = work.contributor ?? speeches.map((speech) => speech.author);
  const people = [work.author, ...others].filter(Boolean);
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
      place: meta("z:place"),
      publisher: work.publisher?.name ?? "",
      source: work.isBasedOn ?? "",
      site: work.isPartOf.name,
      isReport: work["@type"] === "NewsArticle",
      address: address.protocol === "file:" ? "" : address.href,
      language: meta("citation_language"),
      part: "",
      number: 0,
      paragraphs: [],
      time: "",
      accessed: today(),
    },
  };
}

function meta(name: string): string {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
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
