/**
 * What lunr.js and analysis.js make of words and documents: the judge of the Python side.
 * Usage: node judge.mjs TASK INPUT OUTPUT, the last two JSON files.
 */
import { readFileSync, writeFileSync } from "node:fs";

import lunr from "lunr";

import * as analysis from "../../static/scripts/shared/analysis.js";

analysis.registerPipeline(lunr);

/** Lunr's stop words, but none for what is written in capitals. @param {lunr.Token} token */
function dropStopWords(token) {
  return token.metadata.kept ? token : lunr.stopWordFilter(token);
}
lunr.Pipeline.registerFunction(dropStopWords, "dropStopWords");

/** @param {string} text */
function tokenize(text) {
  return analysis
    .tokenize(text ?? "")
    .map(({ word, term }) => new lunr.Token(word, { kept: term !== null }));
}

/** @param {{fields: Record<string, number>, documents: Record<string, string>[]}} collection */
function build({ fields, documents }) {
  const builder = new lunr.Builder();
  builder.tokenizer = tokenize;
  builder.pipeline.add(analysis.normalise, dropStopWords, lunr.stemmer);
  builder.searchPipeline.add(analysis.normalise, lunr.stemmer);
  builder.ref("ref");
  for (const [name, boost] of Object.entries(fields)) builder.field(name, { boost });
  for (const document of documents) builder.add(document);
  return builder.build();
}

const TASKS = {
  /** Each word's stem by lunr.js alone. @param {string[]} words */
  stems: (words) => words.map((word) => lunr.stemmer(new lunr.Token(word, {})).toString()),
  /** Which of the words lunr.js alone drops. @param {string[]} words */
  stopWords: (words) => words.filter((word) => !lunr.stopWordFilter(new lunr.Token(word, {}))),
  /** @param {string[]} words */
  folded: (words) => words.map(analysis.foldWord),
  /** @param {string[]} words */
  analysed: (words) => words.map(analysis.analyse),
  /** @param {string[]} texts */
  words: (texts) =>
    texts.map((text) =>
      analysis.tokenize(text).map(({ word, start, end, term }) => [word, start, end, term]),
    ),
  /** The index that lunr.js builds itself. */
  index: build,
  /** Refs found for each word in an index that lunr.js loads. */
  found: ({ index, words }) => {
    const loaded = lunr.Index.load(index);
    return words.map((word) =>
      loaded
        .query((query) => {
          for (const term of analysis.analyse(word)) {
            query.term(term, { usePipeline: false, presence: lunr.Query.presence.REQUIRED });
          }
        })
        .map(({ ref }) => ref)
        .sort(),
    );
  },
  /** Refs and scores for each query as lunr.js parses it. */
  searched: ({ index, queries }) => {
    const loaded = lunr.Index.load(index);
    return queries.map((query) => loaded.search(query).map(({ ref, score }) => [ref, score]));
  },
};

const [task, input, output] = process.argv.slice(2);
const result = TASKS[task](JSON.parse(readFileSync(input, "utf8")));
writeFileSync(output, JSON.stringify(result));
