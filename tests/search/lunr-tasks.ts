/** Runs lunr.js and analysis.ts on words and documents, for comparison with Python. */

import lunr from "lunr";

import * as analysis from "../../static/scripts/shared/analysis.ts";
import { runTask } from "../support/run-task.ts";

interface Collection {
  /** boosts by name */
  fields: Record<string, number>;
  documents: Record<string, string>[];
}

/** Omitted from Lunr's published types. */
interface MarkedToken extends lunr.Token {
  metadata: { kept?: boolean };
}

analysis.registerPipeline(lunr);

/** Drops Lunr's stop words, except acronyms in capitals. */
function dropStopWords(token: lunr.Token): lunr.Token {
  return (token as MarkedToken).metadata.kept ? token : (lunr.stopWordFilter(token) as lunr.Token);
}
lunr.Pipeline.registerFunction(dropStopWords, "dropStopWords");

function tokenize(text: string | undefined): lunr.Token[] {
  return analysis
    .tokenize(text ?? "")
    .map(({ word, term }) => new lunr.Token(word, { kept: term !== null }));
}

function build({ fields, documents }: Collection): lunr.Index {
  const builder = new lunr.Builder();
  Object.assign(builder, { tokenizer: tokenize });
  builder.pipeline.add(analysis.normalise, dropStopWords, lunr.stemmer);
  builder.searchPipeline.add(analysis.normalise, lunr.stemmer);
  builder.ref("ref");
  for (const [name, boost] of Object.entries(fields)) builder.field(name, { boost });
  for (const document of documents) builder.add(document);
  return builder.build();
}

await runTask({
  /** Stems words with lunr.js alone. */
  stems: (words: string[]) =>
    words.map((word) => lunr.stemmer(new lunr.Token(word, {})).toString()),
  /** Returns the words that lunr.js alone drops. */
  stopWords: (words: string[]) =>
    words.filter((word) => !lunr.stopWordFilter(new lunr.Token(word, {}))),
  folded: (words: string[]) => words.map(analysis.foldWord),
  analysed: (words: string[]) => words.map(analysis.analyse),
  words: (texts: string[]) =>
    texts.map((text) =>
      analysis.tokenize(text).map(({ word, start, end, term }) => [word, start, end, term]),
    ),
  /** Builds an index with lunr.js. */
  index: build,
  /** Returns the refs found for each word in an index loaded by lunr.js. */
  found: ({ index, words }: { index: object; words: string[] }) => {
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
  /** Returns the refs and scores for each query, as parsed by lunr.js. */
  searched: ({ index, queries }: { index: object; queries: string[] }) => {
    const loaded = lunr.Index.load(index);
    return queries.map((query) => loaded.search(query).map(({ ref, score }) => [ref, score]));
  },
});
