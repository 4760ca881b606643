/** Compares lists that are ascending and have each value once; most are of numbers. */

// How many times longer a list must be for its numbers to be looked up rather than all read.
const MUCH_LONGER = 16;

/** Returns the index of each wanted number in a list; -1 for those that are missing. */
export function locate(wanted: Uint32Array, list: Uint32Array): Int32Array {
  const places = new Int32Array(wanted.length).fill(-1);
  if (wanted.length * MUCH_LONGER < list.length) {
    let from = 0;
    for (let index = 0; index < wanted.length; index += 1) {
      from = countUpTo(list, wanted[index]!, from);
      if (list[from - 1] === wanted[index]) places[index] = from - 1;
    }
    return places;
  }
  let index = 0;
  let place = 0;
  while (index < wanted.length && place < list.length) {
    const [number, held] = [wanted[index]!, list[place]!];
    if (number === held) places[index] = place;
    index += number <= held ? 1 : 0;
    place += held <= number ? 1 : 0;
  }
  return places;
}

/** Returns the numbers that all lists have. */
export function findCommon(lists: readonly Uint32Array[]): Uint32Array {
  const [shortest = new Uint32Array(0), ...others] = [...lists].sort((a, b) => a.length - b.length);
  return others.reduce((common, list) => {
    const places = locate(common, list);
    return common.filter((_, index) => places[index]! >= 0);
  }, shortest);
}

/**
 * Returns the numbers that any of the lists has.
 * @param count more than the largest number
 */
export function findUnion(lists: readonly Uint32Array[], count: number): Uint32Array {
  if (lists.length < 2) return lists[0] ?? new Uint32Array(0);
  const isHeld = new Uint8Array(count);
  let total = 0;
  for (const list of lists) {
    for (const number of list) {
      total += 1 - isHeld[number]!;
      isHeld[number] = 1;
    }
  }
  const union = new Uint32Array(total);
  let place = 0;
  for (let number = 0; place < total; number += 1) {
    if (isHeld[number]) {
      union[place] = number;
      place += 1;
    }
  }
  return union;
}

/** Returns the numbers of a list that another does not have. */
export function without(list: Uint32Array, excluded: Uint32Array): Uint32Array {
  if (excluded.length === 0) return list;
  const places = locate(list, excluded);
  return list.filter((_, index) => places[index]! < 0);
}

/**
 * Returns how many values of an ascending list are not greater than one: where it ends, if the list
 * has it.
 * @param from how many are known not to be greater
 */
export function countUpTo<Value extends number | string>(
  list: ArrayLike<Value>,
  value: Value,
  from = 0,
): number {
  let low = from;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
