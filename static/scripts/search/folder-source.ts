/** Reads an index from a folder, in Node.js: for scripts that no page loads. */

import { readFileSync } from "node:fs";

import { _ } from "../shared/messages.ts";
import { IndexError } from "./types.ts";
import type { Source } from "./pieces.ts";

/** @param folder the folder of the manifest */
export function folderSource(folder: string): Source {
  return {
    manifest: async () => JSON.parse(new TextDecoder().decode(read(`${folder}/index.json`))),
    file: async ({ build }, name) => read(`${folder}/${build}/${name}.bin`),
  };
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new IndexError(_("%(name)s cannot be read", { name: path }));
  }
}
