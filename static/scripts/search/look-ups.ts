/** What queries other than plain words need: phrases, and words that are like others. */

export { Phrases } from "./phrases.ts";
export { Vocabulary } from "./vocabulary.ts";
