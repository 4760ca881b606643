/** Loads the text and the filter values of paragraphs by their numbers. */

import { Reader, readJson } from "./decode.ts";
import type { Pieces } from "./pieces.ts";
import type { Columns, Passage, StatementFacts, Statements } from "./types.ts";

/** Loads passages, in the order requested, without numbers that no paragraph has. */
export async function loadPassages(
  pieces: Pieces,
  paragraphs: readonly number[],
): Promise<Passage[]> {
  const { inBlock, numbers: end, topics } = pieces.manifest;
  const wanted = paragraphs.filter((paragraph) => paragraph >= 0 && paragraph < end);
  const numbers = [...new Set(wanted.map((paragraph) => Math.floor(paragraph / inBlock)))];
  const blocks = new Map(
    await Promise.all(
      numbers.map(async (number) => {
        const rows = readJson(await pieces.piece("texts", number));
        return [number, readBlock(rows, number * inBlock, topics)] as const;
      }),
    ),
  );
  return wanted.flatMap(
    (paragraph) => blocks.get(Math.floor(paragraph / inBlock))?.get(paragraph) ?? [],
  );
}

/** A slug and a name; and those whom a news report quotes. */
type Speaker = [string, string, (readonly [string, string][])?];

const [STATEMENT, EXCHANGE, SPEAKER] = [0, 1, 2];

/**
 * Reads a block of passages, by number. A row that begins with a number says where the passages
 * below it are.
 * @param first the first number in the block
 */
function readBlock(
  rows: any[][],
  first: number,
  topics: readonly (readonly [string, string])[],
): Map<number, Passage> {
  const passages = new Map<number, Passage>();
  let number = first;
  let [statement, url, title, date] = ["", "", "", ""];
  let [exchange, question]: [number | null, string] = [null, ""];
  let [speaker, speakerName, quoted = []]: Speaker = ["", ""];
  for (const [begins, ...rest] of rows) {
    if (begins === STATEMENT) {
      let place;
      [statement, url, title, date, place] = rest as [string, string, string, string, number];
      number = first + place;
    } else if (begins === EXCHANGE) {
      [exchange, question] = rest[0] || [null, ""];
    } else if (begins === SPEAKER) {
      [speaker, speakerName, quoted = []] = rest[0] as Speaker;
    } else {
      const [kind, tags, text] = rest;
      passages.set(number, {
        number,
        id: `${statement}/${begins}`,
        url: `${url}#${begins}`,
        statement,
        title,
        date,
        kind,
        exchange,
        question,
        speaker,
        speakerName,
        quoted,
        topics: tags.map((tag: number) => topics[tag]?.[0]),
        text,
      });
      number += 1;
    }
  }
  return passages;
}

export async function loadStatements(pieces: Pieces): Promise<Statements> {
  const facts = readJson(await pieces.piece("statements", 0));
  const statements = listStatements(facts.statements, pieces.manifest.apart);
  const firsts = statements.map(({ first }) => first);
  return {
    statements,
    statementOf: (paragraph) => statements[lastUpTo(firsts, paragraph)]!,
  };
}

export async function loadColumns(pieces: Pieces): Promise<Columns> {
  const { numbers, topics } = pieces.manifest;
  const [facts, placed, ...columns] = await Promise.all([
    pieces.piece("statements", 0).then(readJson),
    loadStatements(pieces),
    ...["kinds", "speakers", "topics"].map((name) => pieces.piece(name, 0)),
  ]);
  const [kinds, speakers, tags] = columns.map((bytes) => readRuns(bytes, numbers));
  const heard: Speaker[] = facts.speakers;
  const quoted = heard.map(([, , others = []]) => others.map(([slug]) => slug));
  // Of a topic that a paragraph only mentions, a set has the complement of its number.
  const topicSets = facts.topics.map((set: number[]) =>
    set.map((topic) => topics[topic < 0 ? ~topic : topic]?.[0]),
  );
  const mainTopics = facts.topics.map((set: number[]) =>
    set.filter((topic) => topic >= 0).map((topic) => topics[topic]?.[0]),
  );
  const at = (column: Uint32Array | undefined, paragraph: number) => column?.[paragraph] as number;
  return {
    ...placed,
    speakers: new Map(heard.flatMap(([slug, name, others = []]) => [[slug, name], ...others])),
    kindOf: (paragraph) => facts.kinds[at(kinds, paragraph)],
    speakerOf: (paragraph) => heard[at(speakers, paragraph)]![0],
    quotedIn: (paragraph) => quoted[at(speakers, paragraph)]!,
    topicsOf: (paragraph) => topicSets[at(tags, paragraph)],
    mainTopicsOf: (paragraph) => mainTopics[at(tags, paragraph)],
  };
}

function listStatements(
  rows: [string, string, string, number, number][],
  apart: number,
): StatementFacts[] {
  let next = 0;
  return rows.map(([slug, title, date, paragraphs, words]) => {
    const first = next;
    next += Math.ceil(paragraphs / apart) * apart;
    return { slug, title, date, first, paragraphs, words };
  });
}

/** Decodes runs of equal values into a value for each number. */
function readRuns(bytes: Uint8Array, count: number): Uint32Array {
  const reader = new Reader(bytes).inner();
  const values = new Uint32Array(count);
  let start = 0;
  while (!reader.isAtEnd) {
    const value = reader.number();
    const end = start + 1 + reader.number();
    values.fill(value, start, end);
    start = end;
  }
  return values;
}

/**
 * Returns the index of the last number that is not greater than the one wanted.
 * @param numbers ascending
 */
function lastUpTo(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}
