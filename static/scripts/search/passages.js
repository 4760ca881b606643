/**
 * Numbers of paragraphs to what is shown of them, and to what they are filtered by.
 */

import { Reader, readJson } from "./decode.js";

/**
 * @typedef {import("./types.js").Passage} Passage
 * @typedef {import("./types.js").StatementFacts} StatementFacts
 * @typedef {import("./pieces.js").Pieces} Pieces
 */

/**
 * The passages, in the order asked for.
 * @param {Pieces} pieces
 * @param {readonly number[]} paragraphs
 * @returns {Promise<Passage[]>}
 */
export async function loadPassages(pieces, paragraphs) {
  const { inBlock, topics } = pieces.manifest;
  const numbers = [...new Set(paragraphs.map((paragraph) => Math.floor(paragraph / inBlock)))];
  const blocks = new Map(
    await Promise.all(
      numbers.map(async (number) => {
        const block = readJson(await pieces.piece("texts", number));
        return /** @type {const} */ ([number, block]);
      }),
    ),
  );
  return paragraphs.map((paragraph) => {
    const block = blocks.get(Math.floor(paragraph / inBlock));
    return passageOf(block, paragraph, paragraph % inBlock, topics);
  });
}

/**
 * @param {any} block
 * @param {number} number
 * @param {number} place
 * @param {readonly [string, string][]} topics
 * @returns {Passage}
 */
function passageOf({ statements, exchanges, speakers, passages }, number, place, topics) {
  const [statement, exchange, speaker, anchor, kind, tags, text] = passages[place];
  const [slug, url, title, date] = statements[statement];
  const [speakerSlug, speakerName] = speakers[speaker];
  const [exchangeNumber, question] = exchanges[exchange] ?? [null, ""];
  return {
    number,
    id: `${slug}/${anchor}`,
    url: `${url}#${anchor}`,
    statement: slug,
    title,
    date,
    kind,
    exchange: exchangeNumber,
    question,
    speaker: speakerSlug,
    speakerName,
    topics: tags.map((/** @type {number} */ tag) => topics[tag]?.[0]),
    text,
  };
}

/**
 * @param {Pieces} pieces
 * @returns {Promise<import("./types.js").Columns>}
 */
export async function loadColumns(pieces) {
  const { paragraphs, topics } = pieces.manifest;
  const [facts, ...columns] = await Promise.all([
    pieces.piece("statements", 0).then(readJson),
    ...["kinds", "speakers", "topics"].map((name) => pieces.piece(name, 0)),
  ]);
  const [kinds, speakers, tags] = columns.map((bytes) => readRuns(bytes, paragraphs));
  const statements = listStatements(facts.statements);
  const firsts = statements.map(({ first }) => first);
  /** @type {Map<string, string>} */
  const names = new Map(facts.speakers);
  const slugs = [...names.keys()];
  const topicSets = facts.topics.map((/** @type {number[]} */ set) =>
    set.map((topic) => topics[topic]?.[0]),
  );
  const at = (/** @type {Uint32Array | undefined} */ column, /** @type {number} */ paragraph) =>
    /** @type {number} */ (column?.[paragraph]);
  return {
    statements,
    speakers: names,
    statementOf: (paragraph) =>
      /** @type {StatementFacts} */ (statements[lastUpTo(firsts, paragraph)]),
    kindOf: (paragraph) => facts.kinds[at(kinds, paragraph)],
    speakerOf: (paragraph) => /** @type {string} */ (slugs[at(speakers, paragraph)]),
    topicsOf: (paragraph) => topicSets[at(tags, paragraph)],
  };
}

/**
 * @param {[string, string, string, number, number][]} rows
 * @returns {StatementFacts[]}
 */
function listStatements(rows) {
  let next = 0;
  return rows.map(([slug, title, date, paragraphs, words]) => {
    const first = next;
    next += paragraphs;
    return { slug, title, date, first, words };
  });
}

/**
 * A value for each paragraph, from runs of equal ones.
 * @param {Uint8Array} bytes
 * @param {number} count
 * @returns {Uint32Array}
 */
function readRuns(bytes, count) {
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
 * @param {readonly number[]} numbers ascending
 * @param {number} wanted
 * @returns {number} the place of the last that is not greater
 */
function lastUpTo(numbers, wanted) {
  let low = 0;
  let high = numbers.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (numbers[middle]) <= wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}
