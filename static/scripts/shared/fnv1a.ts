/** The FNV-1a hash. `onrecord/fnv1a.py` has the same definition. */

const UTF_8 = new TextEncoder();

/**
 * Returns the 32-bit hash of the text's UTF-8 bytes.
 * @returns a signed integer: negative if the first bit is set
 */
export function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of UTF_8.encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193);
  }
  return value;
}
