import { findPassage } from "../../static/scripts/citations/find-passage.js";
import { passageOf, readFragment, writeFragment } from "../../static/scripts/citations/passage-link.js";
import { findWords } from "../../static/scripts/citations/selection-words.js";

/** A link to words of one text, and the words that it finds in another. */
const found = JSON.parse(process.argv.at(-1)).map(({ text, quoted, edited }) => {
  const from = text.indexOf(quoted);
  const passage = passageOf(text, from, text, from + quoted.length, "");
  const link = writeFragment({ anchor: "p14", mark: "j76f3", passage });
  const words = findWords(edited);
  const place = findPassage(words.map(({ word }) => word), readFragment(link).passage);
  return {
    link,
    found: place && edited.slice(words[place.from].from, words[place.to - 1].to),
    start: place && words[place.from].from,
    isSame: place?.isSame ?? null,
  };
});
process.stdout.write(JSON.stringify(found));
