/**
 * Words of a query that are one of several names for the same, to wishes for all of these names.
 */

import { foldWord, tokenize } from "../shared/analysis.js";

/**
 * @typedef {import("./parse-query.js").Wish} Wish
 * @typedef {import("./types.js").SynonymGroup} SynonymGroup
 * @typedef {Wish & {group?: SynonymGroup}} GroupedWish
 */

/**
 * The wishes in their order; those whose words make a name together are one, which says its group.
 * @param {readonly Wish[]} wishes
 * @param {readonly SynonymGroup[]} groups
 * @returns {GroupedWish[]}
 */
export function joinSynonyms(wishes, groups) {
  const names = groups
    .flatMap((group) => group.names.map((name) => ({ name: name.join(" "), group })))
    .sort((a, b) => b.name.length - a.name.length);
  /** @type {GroupedWish[]} */
  const joined = [];
  let next = 0;
  while (next < wishes.length) {
    const rest = wishes.slice(next);
    const found = names.find(({ name }) => countWishes(rest, name) > 0);
    const used = found ? rest.slice(0, countWishes(rest, found.name)) : rest.slice(0, 1);
    joined.push(found ? joinWishes(used, found.group) : /** @type {Wish} */ (used[0]));
    next += used.length;
  }
  return joined;
}

/**
 * How many of the first wishes make the name together; 0 if they do not.
 * @param {readonly Wish[]} wishes
 * @param {string} name folded words
 * @returns {number}
 */
function countWishes(wishes, name) {
  let made = "";
  for (const [place, wish] of wishes.entries()) {
    if (!isJoinable(wish, /** @type {Wish} */ (wishes[0])) || made.length > name.length) {
      return 0;
    }
    made = `${made} ${foldText(wish.written)}`.trim();
    if (made === name) {
      return place + 1;
    }
  }
  return 0;
}

/**
 * @param {Wish} wish
 * @param {Wish} first
 * @returns {boolean}
 */
function isJoinable(wish, first) {
  return (
    wish.kind === "words" &&
    (wish.field === "" || wish.field === "text") &&
    wish.field === first.field &&
    wish.presence === first.presence &&
    wish.boost === first.boost
  );
}

/**
 * @param {readonly Wish[]} wishes
 * @param {SynonymGroup} group
 * @returns {GroupedWish}
 */
function joinWishes(wishes, group) {
  const first = /** @type {Wish} */ (wishes[0]);
  const written = wishes.map((wish) => wish.written).join(" ");
  return { ...first, written, isLast: wishes.some(({ isLast }) => isLast), group };
}

/**
 * @param {string} text
 * @returns {string}
 */
function foldText(text) {
  return tokenize(text)
    .map(({ word }) => foldWord(word))
    .join(" ");
}
