/** Runs the engine over an index in pieces, and compares it with lunr.js. */

import { readFileSync } from "node:fs";

import lunr from "lunr";

import { analyse, registerPipeline } from "../../static/scripts/shared/analysis.ts";
import { evaluateQuery } from "../../static/scripts/search/evaluate.ts";
import { openIndex } from "../../static/scripts/search/engine.ts";
import * as lookUps from "../../static/scripts/search/look-ups.ts";
import { parseQuery } from "../../static/scripts/search/parse-query.ts";
import { folderSource } from "../../static/scripts/search/folder-source.ts";
import { runTask } from "../support/run-task.ts";
import type { Source } from "../../static/scripts/search/pieces.ts";
import type { Engine } from "../../static/scripts/search/engine.ts";
import type { Clause, Presence } from "../../static/scripts/search/types.ts";

/** Omitted from Lunr's published types. */
interface Trie {
  edges: Record<string, Trie>;
  final: boolean;
}
interface ParsedClause extends lunr.Query.Clause {
  presence: lunr.Query.presence;
}
interface Undocumented {
  TokenSet: new () => Trie;
  QueryParser: new (written: string, query: lunr.Query) => { parse: () => void };
}
const { TokenSet, QueryParser } = lunr as unknown as Undocumented;

registerPipeline(lunr);

/**
 * Loads Lunr's whole index. Rebuilds its list of terms as a plain trie, because Lunr's minimised
 * one merges states that differ if terms contain digits.
 */
function loadWhole(path: string): lunr.Index {
  const serialised = JSON.parse(readFileSync(path, "utf8"));
  const index = lunr.Index.load(serialised);
  const root = new TokenSet();
  for (const [term] of serialised.invertedIndex as [string, object][]) {
    let node = root;
    for (const letter of term.split("")) node = node.edges[letter] ??= new TokenSet();
    node.final = true;
  }
  Object.assign(index, { tokenSet: root });
  return index;
}

const PRESENCES = new Map<lunr.Query.presence, Presence>([
  [lunr.Query.presence.REQUIRED, "required"],
  [lunr.Query.presence.OPTIONAL, "optional"],
  [lunr.Query.presence.PROHIBITED, "prohibited"],
]);

function open(source: Source): Promise<Engine> {
  return openIndex(source, async () => lookUps);
}

/** Returns the place of each paragraph among all, by its number. */
async function placesIn(engine: Engine): Promise<Map<number, number>> {
  return new Map(Array.from(await engine.all(), (number, place) => [number, place]));
}

/** Parses a query with lunr.js and runs it on the engine: places of paragraphs, and scores. */
async function searchPieces(
  engine: Engine,
  written: string,
  places: ReadonlyMap<number, number>,
): Promise<[number | undefined, number | undefined][]> {
  const query = new lunr.Query([...engine.facts.fields]);
  new QueryParser(written, query).parse();
  const clauses = await Promise.all(
    (query.clauses as ParsedClause[]).map(
      async ({ term, fields, boost, presence, usePipeline, editDistance }) => {
        const asked = usePipeline ? analyse(term) : [term];
        const lists = await Promise.all(
          asked.map((each) =>
            editDistance === undefined
              ? engine.termsLike(each)
              : engine.termsNear(each, editDistance),
          ),
        );
        const isHopeless = lists.some((list) => list.length === 0);
        const isRequired = presence === lunr.Query.presence.REQUIRED;
        const terms = isRequired && isHopeless ? [] : lists.flat();
        return { terms, fields, boost, presence: PRESENCES.get(presence)! };
      },
    ),
  );
  const { rank, scores } = await engine.match(clauses);
  return rank()
    .slice()
    .map((paragraph) => [places.get(paragraph), scores.get(paragraph)]);
}

interface Asked {
  folder: string;
  queries: string[];
}

/** `whole` is Lunr's own index of the same paragraphs. */
interface Comparison extends Asked {
  whole: string;
}

await runTask({
  /** Returns the queries that lunr.js answers differently, and the numbers of hits. */
  compare: async ({ whole, folder, queries }: Comparison) => {
    const index = loadWhole(whole);
    const places = await placesIn(await open(folderSource(folder)));
    const different = [];
    const hits: number[] = [];
    for (const query of queries) {
      const engine = await open(folderSource(folder)); // which has loaded nothing yet
      const judged = index.search(query).map(({ ref, score }) => [Number(ref), score]);
      const found = await searchPieces(engine, query, places);
      hits.push(judged.length);
      if (JSON.stringify(judged) !== JSON.stringify(found)) {
        different.push({ query, judged: judged.slice(0, 5), found: found.slice(0, 5) });
      }
    }
    return { different, hits };
  },
  /** Returns the names of the pieces that each query loads. */
  loaded: async ({ folder, queries }: Asked) => {
    const loaded: string[][] = [];
    for (const query of queries) {
      const names: string[] = [];
      const { manifest, file } = folderSource(folder);
      const counting: Source = {
        manifest,
        file: (of, name, isRetry) => {
          names.push(name);
          return file(of, name, isRetry);
        },
      };
      const engine = await open(counting);
      (await evaluateQuery(parseQuery(query, engine.facts), engine)).paragraphs.slice();
      loaded.push(names.sort());
    }
    return loaded;
  },
  /** Returns where each phrase occurs, and how often. */
  phrases: async ({ folder, phrases }: { folder: string; phrases: string[] }) => {
    const engine = await open(folderSource(folder));
    const places = await placesIn(engine);
    const found = [];
    for (const phrase of phrases) {
      const holders = [...(await engine.phrase(phrase))].sort(([a], [b]) => a - b);
      found.push(holders.map(([number, count]) => [places.get(number), count]));
    }
    return found;
  },
  /** Returns the paragraphs that contain each term in their text. */
  terms: async ({ folder, terms }: { folder: string; terms: string[] }) =>
    answers(terms, folder, async (engine, term) => {
      const clause: Clause = { terms: [term], fields: ["text"], boost: 1, presence: "required" };
      const places = await placesIn(engine);
      return Array.from((await engine.match([clause])).paragraphs, (one) => places.get(one));
    }),
  beginnings: async ({ folder, beginnings }: { folder: string; beginnings: string[] }) =>
    answers(beginnings, folder, (engine, each) => engine.termsOfWordsFrom(each)),
  near: async ({ folder, words }: { folder: string; words: string[] }) =>
    answers(words, folder, (engine, word) => engine.wordsNear(word)),
  /** Returns everything known about each paragraph. */
  shown: async ({ folder }: { folder: string }) => {
    const engine = await open(folderSource(folder));
    const columns = await engine.columns();
    const passages = await engine.passages(Array.from(await engine.all()));
    return passages.map((passage) => {
      const { number } = passage;
      const { slug: statement, title, date, first } = columns.statementOf(number);
      const kind = columns.kindOf(number);
      const speaker = columns.speakerOf(number);
      const name = columns.speakers.get(speaker);
      const topics = columns.topicsOf(number);
      const quoted = columns.quotedIn(number);
      const other = { kind, speaker, name, quoted, topics };
      return { passage, columns: { statement, title, date, first, ...other } };
    });
  },
  /** Returns the answer to each query, as the search page gets it. */
  asked: async ({ folder, queries }: Asked) =>
    answers(queries, folder, async (engine, q) => {
      const answer = await evaluateQuery(parseQuery(q, engine.facts), engine);
      const paragraphs = answer.paragraphs.slice();
      const counts = paragraphs.map((paragraph) => answer.counts.get(paragraph));
      return { ...answer, paragraphs, counts, terms: [...answer.terms] };
    }),
  /** Counts the round trips before the first hits can be shown. */
  trips: async ({ folder, queries }: Asked) =>
    answers(queries, folder, async (_, q) => {
      const inner = folderSource(folder);
      const held: (() => void)[] = [];
      const hold = <T>(load: () => Promise<T>) =>
        new Promise<T>((resolve) => held.push(() => resolve(load())));
      const source: Source = {
        manifest: () => hold(() => inner.manifest()),
        file: (...wanted) => hold(() => inner.file(...wanted)),
      };
      let isShown = false;
      const shown = open(source).then(async (engine) => {
        const { paragraphs } = await evaluateQuery(parseQuery(q, engine.facts), engine);
        await engine.passages(paragraphs.slice(0, 20));
        isShown = true;
      });
      let trips = 0;
      while (!isShown) {
        // Requests made together all arrive before anything else can happen.
        await new Promise((resolve) => setTimeout(resolve, 100));
        trips += held.length > 0 ? 1 : 0;
        held.splice(0).forEach((release) => release());
      }
      await shown;
      return trips;
    }),
  words: async ({ folder }: { folder: string }) => {
    const { statements } = await (await open(folderSource(folder))).columns();
    return Object.fromEntries(statements.map(({ slug, words }) => [slug, words]));
  },
});

/** Returns each question with its answer. */
async function answers(
  questions: readonly string[],
  folder: string,
  act: (engine: Engine, question: string) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const engine = await open(folderSource(folder));
  const pairs = questions.map(async (question) => [question, await act(engine, question)]);
  return Object.fromEntries(await Promise.all(pairs));
}
