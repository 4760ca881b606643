/** Loads the texts of paragraphs by their numbers, and what is known of statements. */

import { Reader, readJson } from "./decode.ts";
import { countUpTo } from "./sorted-numbers.ts";
import type { Pieces } from "./pieces.ts";
import type { Passage, Span, Spans, Statements } from "./types.ts";

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

/** Loads where the statements are among the numbers of paragraphs. */
export async function loadSpans(pieces: Pieces): Promise<Spans> {
  const { apart } = pieces.manifest;
  const sizes = new Reader(await pieces.piece("sizes", 0)).inner();
  const spans: Span[] = [];
  let next = 0;
  while (!sizes.isAtEnd) {
    const paragraphs = sizes.number();
    spans.push({ first: next, paragraphs });
    next += Math.ceil(paragraphs / apart) * apart;
  }
  const firsts = spans.map(({ first }) => first);
  return { spans, placeOf: (paragraph) => countUpTo(firsts, paragraph) - 1 };
}

export async function loadStatements(pieces: Pieces, loading: Promise<Spans>): Promise<Statements> {
  const [list, { spans, placeOf }] = await Promise.all([pieces.piece("statements", 0), loading]);
  const rows: [string, string, string, number][] = readJson(list).statements;
  const statements = rows.map(([slug, title, date, words], place) => {
    return { slug, title, date, words, ...spans[place]! };
  });
  return { statements, statementOf: (paragraph) => statements[placeOf(paragraph)]! };
}
