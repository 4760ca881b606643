/**
 * What the browser's lookup finds out about texts, over an index in pieces.
 * Usage: node quotes.mjs TASK INPUT OUTPUT, the last two JSON files.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { align } from "../../static/scripts/quotations/align.js";
import { openLibrary } from "../../static/scripts/quotations/library.js";
import { lookUp } from "../../static/scripts/quotations/lookup.js";
import { readQuotations } from "../../static/scripts/quotations/extract.js";
import { readTokens } from "../../static/scripts/quotations/tokens.js";
import { openPieces } from "../../static/scripts/search/pieces.js";
import { Shingles, shinglesOf } from "../../static/scripts/search/shingles.js";

/** @param {string} folder */
function folderSource(folder) {
  return {
    manifest: async () => JSON.parse(readFileSync(join(folder, "index.json"), "utf8")),
    file: async ({ build }, name) => readFileSync(join(folder, build, `${name}.bin`)),
  };
}

/** As tests/quotations/telling.py tells a finding. */
function tell({ quotation, verdict, how, places, remarks, count }) {
  return {
    quotation: quotation.text,
    verdict,
    how,
    remarks,
    count,
    places: places.map(({ reaches, runs, isAfterGap }) => ({
      gap: isAfterGap,
      reaches: reaches.map(({ passage, start, end, isOwn, isReported }) => [
        passage.id,
        passage.text.slice(start, end),
        isOwn,
        isReported,
      ]),
      runs: runs.map(({ difference, text }) => [difference, text]),
    })),
  };
}

const TASKS = {
  /** The cheapest ways to each quotation. */
  align: async (questions) =>
    questions.map(({ quoted, marked, windows }) =>
      align(
        readTokens(quoted, false),
        marked,
        windows.map(({ text, follows }) => ({ tokens: readTokens(text, false), follows })),
      ).map(({ cost, steps }) => [
        cost,
        steps.map((step) => [step.quoted, step.window, step.there, step.jumps]),
      ]),
    ),
  /** The shingles of each row of words, and the paragraphs that an index has for each. */
  shingles: async ({ folder, rows }) => {
    const shingles = new Shingles(await openPieces(folderSource(folder)));
    return Promise.all(
      rows.map((words) =>
        Promise.all(
          shinglesOf(words).map(async (hash) => [hash, [...(await shingles.holders(hash))]]),
        ),
      ),
    );
  },
  /** The quotations in each text. */
  read: async ({ texts }) =>
    texts.map((text) =>
      readQuotations(text).map(({ text: whole, parts, isMarked }) => ({
        text: whole,
        parts: parts.map(({ text: words, after }) => [after, words]),
        isMarked,
      })),
    ),
  /** What is found out about each text, and how many milliseconds that took. */
  look: async ({ folder, texts, recorded, wanted = "" }) => {
    const library = await openLibrary(folderSource(folder));
    const people = { recorded: new Set(recorded), wanted };
    const told = [];
    for (const text of texts) {
      const start = performance.now();
      const findings = await lookUp(text, library, people);
      told.push({ findings: findings.map(tell), milliseconds: performance.now() - start });
    }
    return told;
  },
};

const [task, asked, answered] = process.argv.slice(2);
const answer = await TASKS[task](JSON.parse(readFileSync(asked, "utf8")));
writeFileSync(answered, JSON.stringify(answer));
