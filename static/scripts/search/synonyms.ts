/** Replaces names in a query by their group of synonyms. */

import { foldWord, tokenize } from "../shared/analysis.ts";
import type { Wish } from "./parse-query.ts";
import type { SynonymGroup } from "./types.ts";

export type GroupedWish = Wish & { group?: SynonymGroup };

/**
 * Returns the parts of a query in order. Parts that form a name together are joined, with its
 * group.
 */
export function joinSynonyms(
  wishes: readonly Wish[],
  groups: readonly SynonymGroup[],
): GroupedWish[] {
  const names = groups
    .flatMap((group) => group.names.map((name) => ({ name: name.join(" "), group })))
    .sort((a, b) => b.name.length - a.name.length);
  const joined: GroupedWish[] = [];
  let next = 0;
  while (next < wishes.length) {
    const rest = wishes.slice(next);
    const found = names.find(({ name }) => countWishes(rest, name) > 0);
    const used = found ? rest.slice(0, countWishes(rest, found.name)) : rest.slice(0, 1);
    joined.push(found ? joinWishes(used, found.group) : used[0]!);
    next += used.length;
  }
  return joined;
}

/**
 * Returns how many of the first parts form the name together; 0 if they do not.
 * @param name folded words
 */
function countWishes(wishes: readonly Wish[], name: string): number {
  let made = "";
  for (const [place, wish] of wishes.entries()) {
    if (!isJoinable(wish, wishes[0]!) || made.length > name.length) {
      return 0;
    }
    made = `${made} ${foldText(wish.written)}`.trim();
    if (made === name) {
      return place + 1;
    }
  }
  return 0;
}

function isJoinable(wish: Wish, first: Wish): boolean {
  return (
    wish.kind === "words" &&
    (wish.field === "" || wish.field === "text") &&
    wish.field === first.field &&
    wish.presence === first.presence &&
    wish.boost === first.boost
  );
}

function joinWishes(wishes: readonly Wish[], group: SynonymGroup): GroupedWish {
  const first = wishes[0]!;
  const written = wishes.map((wish) => wish.written).join(" ");
  return { ...first, written, isLast: wishes.some(({ isLast }) => isLast), group };
}

function foldText(text: string): string {
  return tokenize(text)
    .map(({ word }) => foldWord(word))
    .join(" ");
}
