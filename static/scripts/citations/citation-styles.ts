/**
 * Formats citations: fills the fields that each style names.
 * `onrecord/citations/citation_styles.py` does the same, and both are tested with the same cases.
 */

import { splitWhere } from "../shared/split-where.ts";
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
  /** when it begins in the recording, such as 12:34 */
  time: string;
  /** such as 2026-11-22 */
  accessed: string;
  /** the citation of the whole statement, for a part of it */
  whole?: Citation;
  /** the citations of its answers, for files that list them; the build alone writes these */
  answers?: Citation[];
}

// A title or name, such as `Jr.`, that needs no further full stop.
const FULL_STOP = /[.?!…][”’"')]*$/u;
const UNSAFE = /[\s{}\\"<>^`|]/gu; // not allowed in an address
// Up to so many names are all printed; longer lists are shortened.
const [CHICAGO_NAMES, APA_NAMES] = [6, 20];

const TEX: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "-": "-{}", // two hyphens would be a dash
};
const SPECIAL = /[\\{}~^$&#_%]|-(?=-)/gu;
const SEPARATOR = /,| and /iu; // in lists of names in BibTeX

/** Returns the citation in a style: `chicago`, `apa`, `mla`, `bibtex` or `ris`. */
export function cite(
  citation: Citation,
  style: "chicago" | "apa" | "mla" | "bibtex" | "ris",
): string {
  const whole = citation.whole ?? citation;
  const fields =
    style === "bibtex" || style === "ris"
      ? { ...fillFields(whole), ...fillNotes(citation) }
      : fillFields(citation);
  let text = "";
  for (const [before, field, after] of styles[style] as [string, string, string][]) {
    const value = fields[field];
    if (value) {
      const isStopped = after.startsWith(".") && FULL_STOP.test(value);
      text += before + value + (isStopped ? after.slice(1) : after);
    }
  }
  return text.replace(/^ +| +$/gu, "");
}

/** Returns the name of the part that is cited: `question and answer`. */
export function namePart(parts: readonly (string | number | false)[]): string {
  return parts.filter(Boolean).join(" and ");
}

/** Returns the citation as a CSL-JSON item. */
export function toCsl(citation: Citation): Record<string, unknown> {
  const one = citation.whole ?? citation;
  const fields = fillFields(one);
  const item = {
    id: one.key,
    type: "report",
    title: one.title,
    author: one.names.length && one.names.map(cslName),
    issued: cslDate(one.day),
    "event-date": cslDate(one.day),
    genre: fields["form"],
    "event-title": fields["event"],
    "event-place": one.place,
    publisher: one.publisher,
    source: one.site,
    language: one.language,
    URL: fields["address or source"],
    accessed: one.accessed && cslDate(one.accessed),
    note: fields["note on source"],
    annote: fillNotes(citation)["note on parts"],
  };
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value));
}

/** Returns the note that says which part of the work is cited, or which parts it has. */
function fillNotes(citation: Citation): Record<string, string> {
  const { whole, answers = [] } = citation;
  const [name, parts] = whole ? ["Cited", [citation]] : ["Answers", answers];
  const located = parts.map((part) => locatePart(part, whole ?? citation)).join("; ");
  const note = located && `${name}: ${located}`;
  return { "note on parts": note, "note on parts in TeX": escapeTex(note) };
}

/** Returns `answer 2 by Jane Doe, https://…`; without the name if the whole work is by her. */
function locatePart(part: Citation, whole: Citation): string {
  const [names, others] = [part, whole].map((one) => one.names.map((name) => name.whole));
  const by = `${names}` === `${others}` ? "" : names!.join(" and ");
  const where = locator(part, "para");
  return joinParts(by ? `${where} by ${by}` : where, part.address);
}

function fillFields(one: Citation): Record<string, string> {
  const { publisher, place, site, source } = one;
  const form = nameForm(one);
  const occasion = one.isReport ? form : capitalize(one.occasion);
  const paragraph = locator(one, "para");
  const note = source && one.address ? `Source: ${source}` : "";
  const title = collapseSpaces(one.title);
  const titled = `${title} [${form}]`;
  const address = one.address || source;
  const [year, month, day] = splitDate(one.day);
  const isDated = one.accessed && one.address;
  return {
    key: one.key,
    author: formatNames(one.names, CHICAGO_NAMES, 3),
    "author in MLA": formatNames(one.names, 2, 1),
    "author in RIS": one.names.map(invertName).join("\r\nAU  - "),
    "author or title": one.names.length ? formatWithInitials(one.names) : `${titled}.`,
    title,
    "title after author": one.names.length ? titled : "",
    "title in quotes": title.replaceAll("“", "‘").replaceAll("”", "’"),
    "occasion, place, day": joinParts(occasion, place, longDay(one.day)),
    "publisher, source": joinParts(publisher, source),
    "publisher, short day, place, source": joinParts(publisher, shortDay(one.day), place, source),
    site,
    "transcript, site, paragraph": locateTranscript(one, joinParts(site, paragraph)),
    "site, short paragraph, address": joinParts(site, locator(one, "par"), one.address),
    paragraph,
    address: one.address,
    "address or source": address,
    publisher,
    place,
    form,
    event: one.isReport ? "" : occasion,
    language: one.language,
    date: one.day,
    "date in RIS": one.day.replaceAll("-", "/"),
    year: `${year}`,
    "year, day": `${year}, ${styles.months.long[month - 1]} ${day}`,
    accessed: isDated ? longDay(one.accessed) : "",
    "accessed in short": isDated ? shortDay(one.accessed) : "",
    "accessed date": one.accessed,
    "accessed date in RIS": one.accessed.replaceAll("-", "/"),
    "note on source": note,
    "author in TeX": one.names.map(formatTexName).join(" and "),
    "title in TeX": escapeTex(title),
    "form in TeX": escapeTex(form),
    "place in TeX": escapeTex(place),
    "publisher in TeX": escapeTex(publisher),
    "site in TeX": escapeTex(site),
    "event in TeX": one.isReport ? "" : escapeTex(occasion),
    "month in TeX": (styles.months.long[month - 1] ?? "").slice(0, 3).toLowerCase(),
    "address or source in TeX": address.replace(UNSAFE, percentEncode),
    "note in TeX": escapeTex(note),
    "end in TeX": "}",
    "type in RIS": "RPRT",
    "end in RIS": " ",
  };
}

/**
 * Returns the kind of document: `Joint news conference transcript`; always `News report` for a
 * report.
 */
function nameForm({ occasion, isReport }: Citation): string {
  if (isReport) return "News report";
  return occasion ? `${capitalize(occasion)} transcript` : "Transcript";
}

function locateTranscript({ isReport }: Citation, where: string): string {
  return where && !isReport ? `Transcript, ${where}` : where;
}

function joinParts(...fields: string[]): string {
  return fields.filter(Boolean).join(", ");
}

function collapseSpaces(text: string): string {
  return text.replace(/\s+/gu, " ");
}

function capitalize(text: string): string {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** Returns the location within the statement: `answer 2, para. 14, 12:34`; `paras. 17–18`. */
function locator(one: Citation, word: string): string {
  const part = one.part && `${one.part} ${one.number}`;
  const several = one.paragraphs.length > 1 ? "s" : "";
  const numbers = joinParts(...formatRanges(one.paragraphs));
  return joinParts(part, numbers && `${word}${several}. ${numbers}`, one.time);
}

/**
 * Returns ranges such as `3–5`, `21`, `6`. A paragraph inserted later has a higher number, so
 * numbers need not ascend.
 */
function formatRanges(numbers: number[]): string[] {
  const runs = splitWhere(numbers, (number, before) => number !== before + 1);
  return runs.map((run) => (run.length === 1 ? `${run[0]}` : `${run[0]}–${run.at(-1)}`));
}

/** @returns year, month, day */
function splitDate(date: string): [number, number, number] {
  return date.split("-").map(Number) as [number, number, number];
}

function longDay(date: string): string {
  const [year, month, day] = splitDate(date);
  return `${styles.months.long[month - 1]} ${day}, ${year}`;
}

function shortDay(date: string): string {
  const [year, month, day] = splitDate(date);
  return `${day} ${styles.months.short[month - 1]} ${year}`;
}

/** Returns the given name; empty if the family name is unknown. */
function findGivenName({ whole, family }: Name): string {
  if (!family) return "";
  if (whole.startsWith(`${family} `)) return whole.slice(family.length).trim();
  return whole.endsWith(` ${family}`) ? whole.slice(0, -family.length).trim() : "";
}

/**
 * Returns the name as sorted in a list: `Lavrov, Sergey`; `Li Keqiang`; unchanged if the family
 * name is unknown.
 */
function invertName(name: Name): string {
  const { whole, family } = name;
  return findGivenName(name) && !whole.startsWith(`${family} `)
    ? `${family}, ${findGivenName(name)}`
    : whole;
}

/**
 * Returns the names as one text: `Lavrov, Sergey, and Mohammad Haneef Atmar`. A list that is too
 * long is shortened: `Lavrov, Sergey, et al.`
 */
function formatNames(names: Name[], atMost: number, elseOnly: number): string {
  const all = names.map((name, n) => (n ? name.whole : invertName(name)));
  if (all.length > atMost) return joinParts(...all.slice(0, elseOnly), "et al.");
  return joinNames(all, "and", all[0] !== names[0]?.whole);
}

/**
 * Returns the names with initials: `Lavrov, S., & Atmar, M. H.`; `Sartre, J.-P.`. Ends with a full
 * stop.
 */
function formatWithInitials(names: Name[]): string {
  const all = names.map(initials);
  const text =
    all.length > APA_NAMES
      ? joinParts(...all.slice(0, APA_NAMES - 1), `. . . ${all.at(-1)}`)
      : joinNames(all, "&", all[0] !== names[0]?.whole);
  return FULL_STOP.test(text) ? text : `${text}.`;
}

function initials(name: Name): string {
  if (!findGivenName(name)) return name.whole;
  return `${name.family}, ${findGivenName(name).replace(/([\p{L}\p{N}_])[^\s-]*/gu, "$1.")}`;
}

/**
 * Joins names: `A`, `A and B`, `A, B, and C`. An inverted first name is always followed by a comma.
 */
function joinNames(names: string[], word: string, isCommaFirst: boolean): string {
  if (names.length < 2) return names.join("");
  const comma = isCommaFirst || names.length > 2 ? "," : "";
  return `${names.slice(0, -1).join(", ")}${comma} ${word} ${names.at(-1)}`;
}

function escapeTex(text: string): string {
  return text.replace(SPECIAL, (character) => TEX[character] ?? `\\${character}`);
}

function formatTexName(name: Name): string {
  const given = findGivenName(name);
  return given ? [name.family, given].map(formatPart).join(", ") : `{${escapeTex(name.whole)}}`;
}

function formatPart(part: string): string {
  return SEPARATOR.test(part) ? `{${escapeTex(part)}}` : escapeTex(part);
}

function percentEncode(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function cslName(name: Name): Record<string, string> {
  return findGivenName(name)
    ? { family: name.family, given: findGivenName(name) }
    : { literal: name.whole };
}

function cslDate(date: string): { "date-parts": [number, number, number][] } {
  return { "date-parts": [splitDate(date)] };
}
