/** Where an index is that is read from a folder of this machine. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Source } from "../../static/scripts/search/pieces.ts";

export function folderSource(folder: string): Source {
  return {
    manifest: async () => JSON.parse(readFileSync(join(folder, "index.json"), "utf8")),
    file: async ({ build }, name) => readFileSync(join(folder, build, `${name}.bin`)),
  };
}
