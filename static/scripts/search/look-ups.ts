/** What the first hits of plain words do not need: phrases, words like others, values to filter by. */

export { readColumns } from "./columns.ts";
export { Phrases } from "./phrases.ts";
export { Vocabulary } from "./vocabulary.ts";
