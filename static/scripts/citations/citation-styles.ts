/**
 * Formats citations: fills the fields that each style names.
 * `onrecord/citations/citation_styles.py` does the same, and both are tested with the same cases.
 */

import styles from "./citation-styles.json";

export type Name = { whole: string; family: string };

/** Unknown values are empty, or 0. */
export interface Citation {
  key: string;
  /** the speakers */
  names: Name[];
  title: string;
  /** such as 2021-02-26 */
  day: string;
  occasion: string;
  place: string;
  publisher: string;
  /** the address of the original publication */
  source: string;
  /** our site's title */
  site: string;
  /** true for a news report, false for a transcript */
  isReport: boolean;
  /** the absolute address of the text on our site */
  address: string;
  language: string;
  /** question, answer, question and answer */
  part: string;
  /** the number of the part */
  number: number;
  /** their numbers in reading order */
  paragraphs: number[];
  /** such as 2026-11-22 */
  accessed: string;
}

const FULL_STOP = /[.?!…][”’"')]*$/u; // a title or name, such as `Jr.`, that needs no further full stop
const UNSAFE = /[\s{}\\"<>^`|]/gu; // not allowed in an address
const [CHICAGO_NAMES, APA_NAMES] = [6, 20]; // up to so many names are all printed; longer lists are shortened

const TEX: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** Returns the citation in a style: `chicago`, `apa`, `mla`, `bibtex` or `ris`. */
export function cite(
  citation: Citation,
  style: "chicago" | "apa" | "mla" | "bibtex" | "ris",
): string {
  const facts = factsOf(citation);
  let text = "";
  for (const [before, fact, after] of styles[style] as [string, string, string][]) {
    const value = facts[fact];
    if (value) {
      const isStopped = after.startsWith(".") && FULL_STOP.test(value);
      text += before + value + (isStopped ? after.slice(1) : after);
    }
  }
  return text.replace(/^ +| +$/gu, "");
}

/** Returns the citation as a CSL-JSON item. */
export function toCsl(one: Citation): Record<string, unknown> {
  const facts = factsOf(one);
  const item = {
    id: one.key,
    type: one.isReport ? "webpage" : "speech",
    title: one.title,
    author: one.names.length && one.names.map(cslName),
    issued: cslDate(one.day),
    genre: facts["form"],
    "event-title": one.isReport ? "" : sentence(one.occasion),
    "event-place": one.place,
    publisher: one.publisher,
    "container-title": one.site,
    section: facts["paragraph"],
    language: one.language,
    URL: facts["address or source"],
    accessed: one.accessed && cslDate(one.accessed),
    note: facts["note on source"],
  };
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value));
}

function factsOf(one: Citation): Record<string, string> {
  const form = formOf(one);
  const occasion = one.isReport ? form : sentence(one.occasion);
  const paragraph = locator(one, "para");
  const source = one.source && one.address ? `Source: ${one.source}` : "";
  const title = folded(one.title);
  const titled = `${title} [${form}]`;
  const address = one.address || one.source;
  const [year, month, day] = parts(one.day);
  const isDated = one.accessed && one.address;
  return {
    key: one.key,
    author: named(one.names, CHICAGO_NAMES, 3),
    "author in MLA": named(one.names, 2, 1),
    "author in RIS": one.names.map(listed).join("\r\nAU  - "),
    "author or title": one.names.length ? initialled(one.names) : `${titled}.`,
    title,
    "title after author": one.names.length ? titled : "",
    "title in quotes": title.replaceAll("“", "‘").replaceAll("”", "’"),
    "occasion, place, day": joined(occasion, one.place, longDay(one.day)),
    "publisher, source": joined(one.publisher, one.source),
    "publisher, short day, place, source": joined(
      one.publisher,
      shortDay(one.day),
      one.place,
      one.source,
    ),
    site: one.site,
    "transcript, site, paragraph": transcript(one, joined(one.site, paragraph)),
    "site, short paragraph, address": joined(one.site, locator(one, "par"), one.address),
    paragraph,
    address: one.address,
    "address or source": address,
    publisher: one.publisher,
    place: one.place,
    form,
    language: one.language,
    date: one.day,
    "date in RIS": one.day.replaceAll("-", "/"),
    year: `${year}`,
    "year, day": `${year}, ${styles.months.long[month - 1]} ${day}`,
    accessed: isDated ? longDay(one.accessed) : "",
    "accessed in short": isDated ? shortDay(one.accessed) : "",
    "accessed date": one.accessed,
    "accessed date in RIS": one.accessed.replaceAll("-", "/"),
    "note on source": source,
    "author in TeX": one.names.map(texName).join(" and "),
    "title in TeX": tex(title),
    "form in TeX": tex(form),
    "place in TeX": tex(one.place),
    "publisher in TeX": tex(one.publisher),
    "site in TeX": tex(one.site),
    "month in TeX": (styles.months.long[month - 1] ?? "").slice(0, 3).toLowerCase(),
    "address or source in TeX": address.replace(UNSAFE, percent),
    "note in TeX": tex([paragraph, source].filter(Boolean).join(". ")),
    "end in TeX": "}",
    "type in RIS": "ELEC",
    "end in RIS": " ",
  };
}

/**
 * Returns the kind of document: `Joint news conference transcript`; always `News report` for a
 * report.
 */
function formOf({ occasion, isReport }: Citation): string {
  if (isReport) return "News report";
  return occasion ? `${sentence(occasion)} transcript` : "Transcript";
}

function transcript({ isReport }: Citation, where: string): string {
  return where && !isReport ? `Transcript, ${where}` : where;
}

function joined(...facts: string[]): string {
  return facts.filter(Boolean).join(", ");
}

function folded(text: string): string {
  return text.replace(/\s+/gu, " ");
}

function sentence(text: string): string {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** Returns the location within the statement: `answer 2, para. 14`; `paras. 17–18`. */
function locator(one: Citation, word: string): string {
  const part = one.part && `${one.part} ${one.number}`;
  const several = one.paragraphs.length > 1 ? "s" : "";
  const numbers = joined(...ranges(one.paragraphs));
  return joined(part, numbers && `${word}${several}. ${numbers}`);
}

/**
 * Returns ranges such as `3–5`, `21`, `6`. A paragraph inserted later has a higher number, so
 * numbers need not ascend.
 */
function ranges(numbers: number[]): string[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run[1] + 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
}

/** @returns year, month, day */
function parts(date: string): [number, number, number] {
  return date.split("-").map(Number) as [number, number, number];
}

function longDay(date: string): string {
  const [year, month, day] = parts(date);
  return `${styles.months.long[month - 1]} ${day}, ${year}`;
}

function shortDay(date: string): string {
  const [year, month, day] = parts(date);
  return `${day} ${styles.months.short[month - 1]} ${year}`;
}

/** Returns the given name; empty if the family name is unknown. */
function given({ whole, family }: Name): string {
  if (!family) return "";
  if (whole.startsWith(`${family} `)) return whole.slice(family.length).trim();
  return whole.endsWith(` ${family}`) ? whole.slice(0, -family.length).trim() : "";
}

/**
 * Returns the name as sorted in a list: `Lavrov, Sergey`; `Li Keqiang`; unchanged if the family
 * name is unknown.
 */
function listed(name: Name): string {
  const { whole, family } = name;
  return given(name) && !whole.startsWith(`${family} `) ? `${family}, ${given(name)}` : whole;
}

/**
 * Returns the names as one text: `Lavrov, Sergey, and Mohammad Haneef Atmar`. A list that is too
 * long is shortened: `Lavrov, Sergey, et al.`
 */
function named(names: Name[], atMost: number, elseOnly: number): string {
  const all = names.map((name, n) => (n ? name.whole : listed(name)));
  if (all.length > atMost) return joined(...all.slice(0, elseOnly), "et al.");
  return list(all, "and", all[0] !== names[0]?.whole);
}

/**
 * Returns the names with initials: `Lavrov, S., & Atmar, M. H.`; `Sartre, J.-P.`. Ends with a full
 * stop.
 */
function initialled(names: Name[]): string {
  const all = names.map(initials);
  const text =
    all.length > APA_NAMES
      ? joined(...all.slice(0, APA_NAMES - 1), `. . . ${all.at(-1)}`)
      : list(all, "&", all[0] !== names[0]?.whole);
  return FULL_STOP.test(text) ? text : `${text}.`;
}

function initials(name: Name): string {
  if (!given(name)) return name.whole;
  return `${name.family}, ${given(name).replace(/([\p{L}\p{N}_])[^\s-]*/gu, "$1.")}`;
}

/**
 * Joins names: `A`, `A and B`, `A, B, and C`. An inverted first name is always followed by a comma.
 */
function list(names: string[], word: string, isCommaFirst: boolean): string {
  if (names.length < 2) return names.join("");
  const comma = isCommaFirst || names.length > 2 ? "," : "";
  return `${names.slice(0, -1).join(", ")}${comma} ${word} ${names.at(-1)}`;
}

function tex(text: string): string {
  return text.replace(/[\\{}~^$&#_%]/gu, (character) => TEX[character] ?? `\\${character}`);
}

function texName(name: Name): string {
  return given(name) ? `${tex(name.family)}, ${tex(given(name))}` : `{${tex(name.whole)}}`;
}

function percent(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function cslName(name: Name): Record<string, string> {
  return given(name) ? { family: name.family, given: given(name) } : { literal: name.whole };
}

function cslDate(date: string): { "date-parts": [number, number, number][] } {
  return { "date-parts": [parts(date)] };
}
