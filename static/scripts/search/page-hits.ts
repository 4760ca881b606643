/** Finds the hits of a query on a page, by its text alone. */

import { analyse, tokenize } from "../shared/analysis.ts";
import { groupAlternatives, parseQuery } from "./parse-query.ts";
import { findMatches } from "./snippets.ts";
import { joinSynonyms } from "./synonyms.ts";
import type { HighlightTargets } from "./snippets.ts";
import type { GroupedPart } from "./synonyms.ts";
import type { Word } from "../shared/analysis.ts";
import type { SynonymGroup } from "./types.ts";

const FIELDS = ["text", "title", "speaker", "topic"];

/** A query as far as it is about the texts of a page. */
export class PageQuery {
  private readonly wanted: HighlightTargets[][][];
  private readonly unwanted: HighlightTargets[][];
  /** everything to highlight */
  readonly targets: HighlightTargets;

  /** @param texts all texts of the page, whose words a pattern may match */
  constructor(q: string, synonyms: readonly SynonymGroup[], texts: readonly string[]) {
    const parts = joinSynonyms(parseQuery(q, { fields: FIELDS }).parts, synonyms).filter(
      ({ field }) => field === "" || field === "text",
    );
    const words = texts.flatMap((text) => tokenize(text));
    const read = (part: GroupedPart) => readPart(part, parts.length === 1, words);
    const groups = groupAlternatives(parts).filter(([first]) => first?.presence !== "prohibited");
    this.unwanted = parts.filter(({ presence }) => presence === "prohibited").map(read);
    this.wanted = groups
      .filter(([first]) => first?.presence === "required")
      .map((group) => group.map(read))
      .filter((group) => group.some((targets) => targets.length));
    const shown = groups.flat().flatMap(read);
    this.targets = {
      terms: new Set(shown.flatMap(({ terms }) => [...terms])),
      phrases: shown.flatMap(({ phrases }) => phrases),
    };
  }

  /** True if a paragraph has everything that is required and nothing that is unwanted. */
  isHit(text: string): boolean {
    const has = (targets: readonly HighlightTargets[]) =>
      targets.length > 0 && targets.every((one) => findMatches(text, one).length > 0);
    return (
      this.wanted.length > 0 &&
      this.wanted.every((group) => group.some(has)) &&
      !this.unwanted.some(has)
    );
  }
}

/**
 * Returns what a part of a query asks for; a text must match all of these.
 * @param isAlone true if the query has no other part
 */
function readPart(part: GroupedPart, isAlone: boolean, words: readonly Word[]): HighlightTargets[] {
  const { kind, written, group } = part;
  if (kind === "phrase") {
    return [{ terms: new Set(), phrases: [tokenize(written).map(({ folded }) => folded)] }];
  }
  if (kind === "pattern") {
    const matching = words.filter(({ folded }) => isLike(folded, written));
    return [{ terms: new Set(matching.flatMap(({ word }) => analyse(word))), phrases: [] }];
  }
  const asked = tokenize(written);
  if (group) {
    return [{ terms: new Set(asked.length === 1 ? analyse(written) : []), phrases: group.names }];
  }
  return asked
    .filter(({ term }) => isAlone || term !== null)
    .map(({ word }) => ({ terms: new Set(analyse(word)), phrases: [] }));
}

/** True if a folded word matches a pattern with one `*`. */
function isLike(word: string, pattern: string): boolean {
  const [beginning = "", ending = ""] = pattern.split("*");
  const isLong = word.length >= beginning.length + ending.length;
  return isLong && word.startsWith(beginning) && word.endsWith(ending);
}
