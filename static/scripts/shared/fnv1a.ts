/**
 * FNV-1a, a hash of a text; `onrecord/fnv1a.py` says the same.
 */

const UTF_8 = new TextEncoder();

/**
 * The hash of its UTF-8 bytes, of 32 bits.
 * @returns a whole number, below zero where the first bit is set
 */
export function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of UTF_8.encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193);
  }
  return value;
}
