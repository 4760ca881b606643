/**
 * `build.py quote`, run by Node.js: reads a question from the standard input and prints a report,
 * both as JSON. No page loads it.
 */

import { readFileSync } from "node:fs";

import { openLibrary } from "../quotations/library.ts";
import { lookUp } from "../quotations/lookup.ts";
import { toJson, toText } from "../quotations/quote-report.ts";
import { folderSource } from "../search/folder-source.ts";
import { IndexError } from "../search/types.ts";

interface Question {
  /** the text to find quotations in */
  text: string;
  /** the format of the report */
  form: "text" | "json";
  /** the folder of the index */
  folder: string;
  /** for each speaker's slug, the usual name, then others */
  names: Record<string, string[]>;
  /** the slug of the only speaker who counts, or empty */
  wanted: string;
  /** the address of the site, or empty */
  address: string;
}

type Answer = { report: string } | { unreadable: string };

async function answer({ text, form, folder, names, wanted, address }: Question): Promise<Answer> {
  const people = { wanted, names: new Map(Object.entries(names)) };
  const whole = (url: string) => address + url;
  try {
    const findings = await lookUp(text, await openLibrary(folderSource(folder)), people);
    return {
      report: form === "json" ? toJson(findings, whole) : toText(findings, whole, people.names),
    };
  } catch (error) {
    if (error instanceof IndexError) return { unreadable: error.message };
    throw error;
  }
}

const question = new TextDecoder().decode(readFileSync(0));
console.log(JSON.stringify(await answer(JSON.parse(question))));
