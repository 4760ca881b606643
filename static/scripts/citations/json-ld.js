/** What the page says of itself: who said what, where and when, from its JSON-LD. */

/**
 * @typedef {import("./citation-styles.js").Citation} Citation
 * @typedef {import("./citation-styles.js").Name} Name
 *
 * @typedef {object} Work
 * @property {string} slug
 * @property {string} address of the statement's page, whole; empty on a disk
 * @property {Citation} citation of the whole statement
 * @property {Map<string, Name>} people by slug
 */

/**
 * @param {Document} document
 * @returns {Work}
 */
export function readWork(document) {
  const text = document.querySelector('script[type="application/ld+json"]')?.textContent ?? "{}";
  const linked = JSON.parse(text);
  const work = linked.mainEntity?.isPartOf ?? linked;
  const people = [work.author, ...(work.contributor ?? [])].filter(Boolean);
  const address = new URL(work["@id"], document.baseURI);
  return {
    slug: work.identifier,
    address: address.protocol === "file:" ? "" : address.href,
    people: new Map(people.map((person) => [person.identifier, nameOf(person)])),
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
      accessed: today(),
    },
  };
}

/** @param {{name: string, familyName?: string}} person */
function nameOf({ name, familyName = "" }) {
  return { whole: name, family: familyName };
}

/** The reader's day, `2026-11-22`. */
function today() {
  const now = new Date();
  const numbers = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return numbers.map((number, n) => `${number}`.padStart(n ? 2 : 4, "0")).join("-");
}
