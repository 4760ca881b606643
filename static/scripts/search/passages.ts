/** Loads the texts of paragraphs by their numbers, and the list of statements. */

import { readJson } from "./decode.ts";
import type { Pieces } from "./pieces.ts";
import type { Passage, StatementFacts, Statements } from "./types.ts";

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
export type Speaker = [string, string, (readonly [string, string][])?];

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
