/**
 * Runs one of a script's tasks: `node SCRIPT TASK INPUT OUTPUT`. INPUT and OUTPUT are JSON files.
 */

import { readFileSync, writeFileSync } from "node:fs";

/** Computes the answer to the question in the input file. */
export type Task = (question: never) => unknown;

export async function runTask(tasks: Record<string, Task>): Promise<void> {
  const [name = "", input = "", output = ""] = process.argv.slice(2);
  const question = JSON.parse(readFileSync(input, "utf8")) as never;
  writeFileSync(output, JSON.stringify(await tasks[name]!(question)));
}
