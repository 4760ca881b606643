/**
 * Splits a list into parts of consecutive items.
 * @param begins true if an item does not belong to the part of the one before it
 */
export function splitWhere<Item>(
  items: readonly Item[],
  begins: (item: Item, before: Item) => boolean,
): Item[][] {
  const parts: Item[][] = [];
  for (const item of items) {
    const last = parts.at(-1);
    if (last && !begins(item, last.at(-1)!)) last.push(item);
    else parts.push([item]);
  }
  return parts;
}
