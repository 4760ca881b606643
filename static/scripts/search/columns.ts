/** Reads the values to filter by, of all paragraphs. */

import { Reader, readJson } from "./decode.ts";
import type { Speaker } from "./passages.ts";
import type { Manifest } from "./pieces.ts";
import type { Columns, Statements } from "./types.ts";

/**
 * Reads the pieces of the sections `kinds`, `speakers` and `topics`.
 * @param list the piece of the section `statements`, which has the values by number
 */
export function readColumns(
  { numbers, topics }: Manifest,
  statements: Statements,
  list: Uint8Array,
  pieces: readonly Uint8Array[],
): Columns {
  const facts = readJson(list);
  const [kinds, speakers, tags] = pieces.map((bytes) => readRuns(bytes, numbers));
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
    ...statements,
    speakers: new Map(heard.flatMap(([slug, name, others = []]) => [[slug, name], ...others])),
    kindOf: (paragraph) => facts.kinds[at(kinds, paragraph)],
    speakerOf: (paragraph) => heard[at(speakers, paragraph)]![0],
    quotedIn: (paragraph) => quoted[at(speakers, paragraph)]!,
    topicsOf: (paragraph) => topicSets[at(tags, paragraph)],
    mainTopicsOf: (paragraph) => mainTopics[at(tags, paragraph)],
  };
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
