/** Runs the judge of quotations, and parts of it, over many texts at once. */

import { align } from "../../static/scripts/quotations/align.ts";
import { openLibrary } from "../../static/scripts/quotations/library.ts";
import { lookUp } from "../../static/scripts/quotations/lookup.ts";
import { readQuotations } from "../../static/scripts/quotations/extract.ts";
import { nameFinding, OUTCOMES } from "../../static/scripts/quotations/verdict-messages.ts";
import { readTokens } from "../../static/scripts/quotations/tokens.ts";
import { openPieces } from "../../static/scripts/search/pieces.ts";
import { Shingles, shinglesOf } from "../../static/scripts/search/shingles.ts";
import { folderSource } from "../../static/scripts/search/folder-source.ts";
import { runTask } from "../support/run-task.ts";
import type { Finding } from "../../static/scripts/quotations/judge.ts";

/** A quotation to align with the texts of some paragraphs. */
interface Alignment {
  quoted: string;
  marked: boolean[];
  windows: { text: string; follows: boolean }[];
}

/** Texts to check against the index in a folder. */
interface Lookup {
  folder: string;
  texts: string[];
  wanted?: string;
  /** for each speaker's slug, the usual name, then others */
  names?: Record<string, string[]>;
}

/** Returns a finding as plain values. */
function plain(finding: Finding): object {
  const { quotation, verdict, how, places, remarks, count } = finding;
  return {
    heading: nameFinding(finding),
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

await runTask({
  /** Returns the cheapest ways to each quotation, and the words of both. */
  align: (questions: Alignment[]) =>
    questions.map(({ quoted, marked, windows }) => {
      const tokens = readTokens(quoted, false);
      const there = windows.map(({ text, follows }) => ({
        tokens: readTokens(text, false),
        follows,
      }));
      return {
        ways: align(tokens, marked, there),
        tokens,
        windows: there.map((one) => one.tokens),
      };
    }),
  /** Returns the names of all verdicts. */
  names: () => Object.values(OUTCOMES).map(({ name }) => name),
  /** Returns the shingles of each row of words, and the paragraphs that contain each. */
  shingles: async ({ folder, rows }: { folder: string; rows: string[][] }) => {
    const shingles = new Shingles(await openPieces(folderSource(folder)));
    return Promise.all(
      rows.map((words) =>
        Promise.all(
          shinglesOf(words).map(async (hash) => [hash, [...(await shingles.holders(hash))]]),
        ),
      ),
    );
  },
  /** Returns the quotations in each text. */
  read: ({ texts }: { texts: string[] }) =>
    texts.map((text) =>
      readQuotations(text).map(({ text: whole, parts, isMarked, around }) => ({
        text: whole,
        around,
        parts: parts.map(({ text: words, after }) => [after, words]),
        isMarked,
      })),
    ),
  /** Returns the findings for each text. */
  look: async ({ folder, texts, wanted = "", names = {} }: Lookup) => {
    const library = await openLibrary(folderSource(folder));
    const people = { wanted, names: new Map(Object.entries(names)) };
    const found = [];
    for (const text of texts) {
      found.push((await lookUp(text, library, people)).map(plain));
    }
    return found;
  },
});
