/** Replaces names in a query by their group of synonyms. */

import { tokenize } from "../shared/analysis.ts";
import type { QueryPart } from "./parse-query.ts";
import type { Manifest } from "./pieces.ts";
import type { SynonymGroup } from "./types.ts";

export type GroupedPart = QueryPart & { group?: SynonymGroup };

/** Returns the groups that a manifest has. */
export function readGroups(rows: Manifest["synonyms"]): SynonymGroup[] {
  return rows.map(([term, names, written]) => ({ term, names, written }));
}

/**
 * Returns the parts of a query in order. Parts that form a name together are joined, with its
 * group.
 */
export function joinSynonyms(
  parts: readonly QueryPart[],
  groups: readonly SynonymGroup[],
): GroupedPart[] {
  const names = groups
    .flatMap((group) => group.names.map((name) => ({ name: name.join(" "), group })))
    .sort((a, b) => b.name.length - a.name.length);
  const joined: GroupedPart[] = [];
  let next = 0;
  while (next < parts.length) {
    const rest = parts.slice(next);
    const found = names.find(({ name }) => countParts(rest, name) > 0);
    const used = found ? rest.slice(0, countParts(rest, found.name)) : rest.slice(0, 1);
    joined.push(found ? joinParts(used, found.group) : used[0]!);
    next += used.length;
  }
  return joined;
}

/**
 * Returns how many of the first parts form the name together; 0 if they do not.
 * @param name folded words
 */
function countParts(parts: readonly QueryPart[], name: string): number {
  let made = "";
  for (const [place, part] of parts.entries()) {
    if (
      !isJoinable(part, parts[0]!) ||
      (place > 0 && part.isAlternative) ||
      made.length > name.length
    ) {
      return 0;
    }
    made = `${made} ${foldText(part.written)}`.trim();
    if (made === name) return place + 1;
  }
  return 0;
}

function isJoinable(part: QueryPart, first: QueryPart): boolean {
  return (
    part.kind === "words" &&
    (part.field === "" || part.field === "text") &&
    part.field === first.field &&
    part.presence === first.presence &&
    part.boost === first.boost
  );
}

function joinParts(parts: readonly QueryPart[], group: SynonymGroup): GroupedPart {
  const first = parts[0]!;
  const written = parts.map((part) => part.written).join(" ");
  return { ...first, written, isLast: parts.some(({ isLast }) => isLast), group };
}

function foldText(text: string): string {
  return tokenize(text)
    .map(({ folded }) => folded)
    .join(" ");
}
