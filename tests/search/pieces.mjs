/**
 * What the engine answers over an index in pieces, and how that differs from lunr.js.
 * Usage: node pieces.mjs TASK INPUT OUTPUT, the last two JSON files.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import lunr from "lunr";

import { analyse, registerPipeline } from "../../static/scripts/shared/analysis.js";
import { ask } from "../../static/scripts/search/evaluate.js";
import { engineFrom } from "../../static/scripts/search/engine.js";
import { readQuery } from "../../static/scripts/search/parse-query.js";

registerPipeline(lunr);

/** @param {string} folder */
function folderSource(folder) {
  return {
    manifest: async () => JSON.parse(readFileSync(join(folder, "index.json"), "utf8")),
    file: async ({ build }, name) => readFileSync(join(folder, build, `${name}.bin`)),
  };
}

/**
 * Lunr's whole index. Its list of terms is made anew as a plain trie: the compact one that Lunr
 * makes takes states for equal that are not when letters are digits.
 */
function loadWhole(path) {
  const serialised = JSON.parse(readFileSync(path, "utf8"));
  const index = lunr.Index.load(serialised);
  const root = new lunr.TokenSet();
  for (const [term] of serialised.invertedIndex) {
    let node = root;
    for (const letter of term.split("")) node = node.edges[letter] ??= new lunr.TokenSet();
    node.final = true;
  }
  index.tokenSet = root;
  return index;
}

const PRESENCES = new Map([
  [lunr.Query.presence.REQUIRED, "required"],
  [lunr.Query.presence.OPTIONAL, "optional"],
  [lunr.Query.presence.PROHIBITED, "prohibited"],
]);

/** A query as lunr.js parses it, put to the engine: paragraphs and scores. */
async function searchPieces(engine, written) {
  const query = new lunr.Query(engine.facts.fields);
  new lunr.QueryParser(written, query).parse();
  const clauses = await Promise.all(
    query.clauses.map(async ({ term, fields, boost, presence, usePipeline, editDistance }) => {
      const asked = usePipeline ? analyse(term) : [term];
      const lists = await Promise.all(
        asked.map((each) =>
          editDistance === undefined ? engine.termsLike(each) : engine.termsNear(each, editDistance),
        ),
      );
      const isHopeless = lists.some((list) => list.length === 0);
      const isRequired = presence === lunr.Query.presence.REQUIRED;
      const terms = isRequired && isHopeless ? [] : lists.flat();
      return { terms, fields, boost, presence: PRESENCES.get(presence) };
    }),
  );
  const { paragraphs, scores } = await engine.match(clauses);
  return paragraphs.map((paragraph) => [paragraph, scores.get(paragraph)]);
}

const TASKS = {
  /** Queries that lunr.js over the whole index answers otherwise, and how many hits there were. */
  compare: async ({ whole, folder, queries }) => {
    const index = loadWhole(whole);
    const engine = await engineFrom(folderSource(folder));
    const different = [];
    const hits = [];
    for (const query of queries) {
      const judged = index.search(query).map(({ ref, score }) => [Number(ref), score]);
      const found = await searchPieces(engine, query);
      hits.push(judged.length);
      if (JSON.stringify(judged) !== JSON.stringify(found)) {
        different.push({ query, judged: judged.slice(0, 5), found: found.slice(0, 5) });
      }
    }
    return { different, hits };
  },
  /** Where each phrase stands, and how often. */
  phrases: async ({ folder, phrases }) => {
    const engine = await engineFrom(folderSource(folder));
    const found = [];
    for (const phrase of phrases) {
      found.push([...(await engine.phrase(phrase))].sort(([a], [b]) => a - b));
    }
    return found;
  },
  /** The paragraphs that have each term in their text. */
  terms: async ({ folder, terms }) =>
    answers(terms, folder, async (engine, term) => {
      const clause = { terms: [term], fields: ["text"], boost: 1, presence: "required" };
      return (await engine.match([clause])).paragraphs;
    }),
  beginnings: async ({ folder, beginnings }) =>
    answers(beginnings, folder, (engine, each) => engine.termsOfWordsFrom(each)),
  near: async ({ folder, words }) => answers(words, folder, (engine, word) => engine.wordsNear(word)),
  /** All that is known of every paragraph. */
  shown: async ({ folder }) => {
    const engine = await engineFrom(folderSource(folder));
    const columns = await engine.columns();
    const numbers = Array.from({ length: engine.facts.paragraphs }, (_, number) => number);
    const passages = await engine.passages(numbers);
    return passages.map((passage) => {
      const { number } = passage;
      const { slug: statement, title, date, first } = columns.statementOf(number);
      const kind = columns.kindOf(number);
      const speaker = columns.speakerOf(number);
      const name = columns.speakers.get(speaker);
      const topics = columns.topicsOf(number);
      return { passage, columns: { statement, title, date, first, kind, speaker, name, topics } };
    });
  },
  /** What the page is answered to each query. */
  asked: async ({ folder, queries }) =>
    answers(queries, folder, async (engine, q) => {
      const answer = await ask(readQuery(q, engine.facts), engine);
      const counts = answer.paragraphs.map((paragraph) => answer.counts.get(paragraph));
      return { ...answer, counts, terms: [...answer.terms] };
    }),
  /** How many times something had to arrive before the first hits could be shown. */
  trips: async ({ folder, queries }) =>
    answers(queries, folder, async (_, q) => {
      const inner = folderSource(folder);
      const held = [];
      const hold = (load) => new Promise((resolve) => held.push(() => resolve(load())));
      const source = {
        manifest: () => hold(() => inner.manifest()),
        file: (manifest, name) => hold(() => inner.file(manifest, name)),
      };
      let isShown = false;
      const shown = engineFrom(source).then(async (engine) => {
        const { paragraphs } = await ask(readQuery(q, engine.facts), engine);
        await engine.passages(paragraphs.slice(0, 20));
        isShown = true;
      });
      let trips = 0;
      while (!isShown) {
        // What is asked for together is asked for before anything else can happen.
        await new Promise((resolve) => setTimeout(resolve, 100));
        trips += held.length > 0 ? 1 : 0;
        held.splice(0).forEach((release) => release());
      }
      await shown;
      return trips;
    }),
  words: async ({ folder }) => {
    const { statements } = await (await engineFrom(folderSource(folder))).columns();
    return Object.fromEntries(statements.map(({ slug, words }) => [slug, words]));
  },
};

/** Each question with what the engine answers to it. */
async function answers(questions, folder, act) {
  const engine = await engineFrom(folderSource(folder));
  const pairs = questions.map(async (question) => [question, await act(engine, question)]);
  return Object.fromEntries(await Promise.all(pairs));
}

const [task, input, output] = process.argv.slice(2);
const result = await TASKS[task](JSON.parse(readFileSync(input, "utf8")));
writeFileSync(output, JSON.stringify(result));
