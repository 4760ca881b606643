/** What lunr.js and analysis.ts make of words and documents: the judge of the Python side. */

import lunr from "lunr";

import * as analysis from "../../static/scripts/shared/analysis.ts";
import { runTask } from "../support/run-task.ts";

interface Collection {
  /** boosts by name */
  fields: Record<string, number>;
  documents: Record<string, string>[];
}

/** What the published types of Lunr leave out. */
interface MarkedToken extends lunr.Token {
  metadata: { kept?: boolean };
}

analysis.registerPipeline(lunr);

/** Lunr's stop words, but none for what is written in capitals. */
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
  /** Each word's stem by lunr.js alone. */
  stems: (words: string[]) =>
    words.map((word) => lunr.stemmer(new lunr.Token(word, {})).toString()),
  /** Which of the words lunr.js alone drops. */
  stopWords: (words: string[]) =>
    words.filter((word) => !lunr.stopWordFilter(new lunr.Token(word, {}))),
  folded: (words: string[]) => words.map(analysis.foldWord),
  analysed: (words: string[]) => words.map(analysis.analyse),
  words: (texts: string[]) =>
    texts.map((text) =>
      analysis.tokenize(text).map(({ word, start, end, term }) => [word, start, end, term]),
    ),
  /** The index that lunr.js builds itself. */
  index: build,
  /** Refs found for each word in an index that lunr.js loads. */
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
  /** Refs and scores for each query as lunr.js parses it. */
  searched: ({ index, queries }: { index: object; queries: string[] }) => {
    const loaded = lunr.Index.load(index);
    return queries.map((query) => loaded.search(query).map(({ ref, score }) => [ref, score]));
  },
});
