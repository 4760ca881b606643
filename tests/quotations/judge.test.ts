/** Verdicts on quotations whose alignment with the record, and its cost, are given. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { CHANGED } from "../../static/scripts/quotations/align.ts";
import { judge } from "../../static/scripts/quotations/judge.ts";
import { readTokens } from "../../static/scripts/quotations/tokens.ts";
import type { Step } from "../../static/scripts/quotations/align.ts";
import type { Finding } from "../../static/scripts/quotations/judge.ts";
import type { Passage } from "../../static/scripts/search/types.ts";

// Nine words and ten that are no stop words; each weighs 5, and a stop word 2.
const NINE = "alpha bravo charlie delta echo foxtrot golf hotel india";
const TEN = `${NINE} juliet`;
const MANY = "one two three four five six seven eight nine ten eleven twelve thirteen".split(" ");

interface Given {
  quoted: string;
  /** the paragraphs */
  there: readonly (string | Partial<Passage>)[];
  /** what is paired, as indexes: `0=0 1=- -=1 !2=4 3=0@1`; `!` jumps, `@` is the paragraph */
  steps: string;
  /** of the cost of changing every word */
  perCent?: number;
  holdsMarked?: boolean;
  /** where the quotation shows an omission */
  ellipsisBefore?: number;
}

/** Returns the steps that pair so many words. */
function pairs(count: number, quoted = 0, there = 0, window = 0): string {
  return Array.from({ length: count }, (_, at) => `${quoted + at}=${there + at}@${window}`).join(
    " ",
  );
}

function readStep(written: string): Step {
  const [, jump, quoted = "-", there = "-", window = "0"] =
    /^(!?)([-\d]+)=([-\d]+)(?:@(\d+))?$/.exec(written) ?? [];
  const index = (each: string) => (each === "-" ? -1 : Number(each));
  return {
    quoted: index(quoted),
    window: Number(window),
    there: index(there),
    jumps: jump === "!",
  };
}

function passageOf(given: string | Partial<Passage>, number: number): Passage {
  const passage = typeof given === "string" ? { text: given } : given;
  const unused = { url: "", title: "", date: "", exchange: null, question: "", speakerName: "" };
  const said = { statement: "gate", kind: "statement", speaker: "jane-doe" } as const;
  return {
    ...unused,
    ...said,
    id: `p${number}`,
    number,
    quoted: [],
    topics: [],
    text: "",
    ...passage,
  };
}

function judged(given: Given): Finding {
  const { quoted, there, steps, perCent = 0, holdsMarked = false, ellipsisBefore } = given;
  const tokens = readTokens(quoted);
  const passages = there.map(passageOf);
  const parts = [{ text: quoted, after: "" as const }];
  const around = { before: "", after: "" };
  const held = {
    quotation: { text: quoted, parts, isMarked: true, holdsMarked, around },
    text: quoted,
    tokens,
    after: tokens.map((_, place) => (place === ellipsisBefore ? "ellipsis" : "")),
    passages,
    there: passages.map(({ text }) => readTokens(text)),
    people: { wanted: "", names: new Map() },
    sizes: new Map(),
    count: 0,
  };
  const cost = Math.ceil((perCent * tokens.length * CHANGED) / 100);
  return judge(held, [{ cost, steps: steps.split(" ").map(readStep) }]);
}

/** Returns the verdict on the wording and the number of places: `joined 2`. */
function verdictOn(given: Given): string {
  const { verdict, places } = judged(given);
  return `${verdict} ${places.length}`;
}

/** Returns the texts of the record that are shown. */
function textsOf({ places }: Finding): string[] {
  return places.flatMap(({ reaches }) =>
    reaches.map(({ passage, start, end }) => passage.text.slice(start, end)),
  );
}

test("up to 27 per cent of the cost, the words are in the record however few are equal", () => {
  const given = { quoted: `alpha bravo ${MANY.slice(0, 3).join(" ")}`, there: ["alpha bravo"] };
  const steps = "0=0 1=1 2=- 3=- 4=-";
  assert.equal(verdictOn({ ...given, steps, perCent: 27.9 }), "not-found 0");
  const three = {
    quoted: "alpha bravo charlie one two three four",
    there: ["alpha bravo charlie"],
  };
  const some = `${pairs(3)} 3=- 4=- 5=- 6=-`;
  assert.equal(verdictOn({ ...three, steps: some, perCent: 27.9 }), "altered 1");
  assert.equal(verdictOn({ ...three, steps: some, perCent: 28 }), "not-found 0");
});

test("up to 36 per cent, with enough equal words, they are in the record", () => {
  const given = { quoted: NINE, there: [NINE], steps: pairs(9) };
  assert.equal(verdictOn({ ...given, perCent: 36 }), "verbatim 1");
  assert.equal(verdictOn({ ...given, perCent: 37 }), "not-found 1");
});

test("above 36 per cent, ten equal words in a row are in the record, and nine are not", () => {
  assert.equal(
    verdictOn({ quoted: TEN, there: [TEN], steps: pairs(10), perCent: 37 }),
    "verbatim 1",
  );
  const quoted = `one two ${NINE}`;
  const there = [`one three ${NINE}`];
  assert.equal(
    verdictOn({ quoted, there, steps: `0=0 1=1 ${pairs(9, 2, 2)}`, perCent: 37 }),
    "not-found 1",
  );
});

test("a whole text that holds quotations is in the record only up to 27 per cent", () => {
  const given = { quoted: NINE, there: [NINE], steps: pairs(9), holdsMarked: true };
  assert.equal(verdictOn({ ...given, perCent: 27.9 }), "verbatim 1");
  assert.equal(verdictOn({ ...given, perCent: 28 }), "not-found 1");
});

test("one place with a changed word may cost 36 per cent, two only 30 and unchanged ones 36", () => {
  const two = { there: ["alpha bravo charlie delta", "echo foxtrot golf hotel"] };
  const joined = `${pairs(4)} !${pairs(4, 4, 0, 1)}`;
  const unchanged = { ...two, quoted: "alpha bravo charlie delta echo foxtrot golf hotel" };
  assert.equal(verdictOn({ ...unchanged, steps: joined, perCent: 36 }), "joined 2");
  const changed = { ...two, quoted: "alpha bravo charlie one echo foxtrot golf hotel" };
  assert.equal(verdictOn({ ...changed, steps: joined, perCent: 30 }), "altered 2");
  assert.equal(verdictOn({ ...changed, steps: joined, perCent: 31 }), "not-found 1");
  const one = { quoted: "alpha bravo one delta", there: ["alpha bravo charlie delta"] };
  assert.equal(verdictOn({ ...one, steps: pairs(4), perCent: 36 }), "altered 1");
});

test("60 per cent of the words by weight are enough up to 36 per cent, and 59 are not", () => {
  const three = { quoted: "alpha bravo charlie one two", there: ["alpha bravo charlie"] };
  assert.equal(verdictOn({ ...three, steps: "0=0 1=1 2=2 3=- 4=-", perCent: 36 }), "altered 1");
  // 22 of 37
  const four = { quoted: "alpha bravo charlie delta the one two three" };
  const there = ["alpha bravo charlie delta the"];
  const steps = `${pairs(5)} 5=- 6=- 7=-`;
  assert.equal(verdictOn({ ...four, there, steps, perCent: 36 }), "not-found 1");
  // 15 of 27
  const stops = {
    quoted: "alpha bravo charlie the of and to in a",
    there: ["alpha bravo charlie"],
  };
  const after = `${pairs(3)} 3=- 4=- 5=- 6=- 7=- 8=-`;
  assert.equal(verdictOn({ ...stops, steps: after, perCent: 36 }), "not-found 1");
});

test("a word in square brackets weighs nothing", () => {
  // 15 of 25
  const quoted = "alpha bravo charlie one two [three four]";
  const steps = `${pairs(3)} 3=- 4=- 5=- 6=-`;
  assert.equal(
    verdictOn({ quoted, there: ["alpha bravo charlie"], steps, perCent: 36 }),
    "altered 1",
  );
});

test("the closest match is shown from half of the words by weight", () => {
  const there = ["alpha bravo charlie"];
  const half = { quoted: "alpha bravo charlie one two three", steps: `${pairs(3)} 3=- 4=- 5=-` };
  assert.equal(verdictOn({ ...half, there, perCent: 90 }), "not-found 1");
  const less = { quoted: `${half.quoted} four`, steps: `${half.steps} 6=-` };
  assert.equal(verdictOn({ ...less, there, perCent: 90 }), "not-found 0");
});

test("one word of three is no match, even if it weighs most; two stop words of four are", () => {
  const one = { quoted: "alpha the of", there: ["alpha"], steps: "0=0 1=- 2=-" };
  assert.equal(verdictOn({ ...one, perCent: 90 }), "not-found 0");
  const two = { quoted: "the of one two", there: ["the of"], steps: "0=0 1=1 2=- 3=-" };
  assert.equal(verdictOn({ ...two, perCent: 27 }), "altered 1");
});

test("a part in another place has three words, or five stop words, or half of what it spans", () => {
  const withPart = (part: string, there: string, steps: string) => {
    const given = { quoted: `${TEN} ${part}`, there: [TEN, there] };
    return verdictOn({ ...given, steps: `${pairs(10)} ${steps}` });
  };
  assert.equal(withPart("one two", "one two", "!10=0@1 11=1@1"), "altered 1");
  assert.equal(withPart("one two three", "one two three", "!10=0@1 11=1@1 12=2@1"), "joined 2");
  assert.equal(withPart("of the and", "of the and", "!10=0@1 11=1@1 12=2@1"), "altered 1");
  const half = "!10=0@1 11=-@1 12=-@1 13=-@1 14=1@1 15=2@1";
  assert.equal(withPart("one x y z two three", "one two three", half), "altered 2");
  const less = "!10=0@1 11=-@1 12=-@1 13=-@1 14=-@1 15=1@1 16=2@1";
  assert.equal(withPart("one x y z w two three", "one two three", less), "altered 1");
});

test("up to twelve words of the record may be left out within a place", () => {
  const leavingOut = (count: number, ellipsisBefore?: number) =>
    verdictOn({
      quoted: TEN,
      there: [
        `alpha bravo charlie delta echo ${MANY.slice(0, count).join(" ")} foxtrot golf hotel india juliet`,
      ],
      steps: `${pairs(5)} !${pairs(5, 5, 5 + count)}`,
      ...(ellipsisBefore === undefined ? {} : { ellipsisBefore }),
    });
  assert.equal(leavingOut(12), "altered 1");
  assert.equal(leavingOut(13), "joined 2");
  // An ellipsis between the two parts says so; one before or after does not.
  assert.equal(leavingOut(4, 5), "joined 2");
  assert.equal(leavingOut(4, 4), "altered 1");
  assert.equal(leavingOut(4, 6), "altered 1");
});

test("words added between neighbouring words of the record belong to one place", () => {
  const quoted = "alpha bravo charlie one two delta echo foxtrot";
  const there = ["alpha bravo charlie delta echo foxtrot"];
  const finding = judged({ quoted, there, steps: `${pairs(3)} 3=- 4=- !${pairs(3, 5, 3)}` });
  assert.deepEqual(
    finding.places.map(({ runs }) => runs.map(({ text }) => text)),
    [["alpha bravo charlie", "one two", "delta echo foxtrot"]],
  );
});

test("only an ellipsis between two places tells of the gap", () => {
  const joinedWith = (ellipsisBefore: number) =>
    judged({
      quoted: TEN,
      there: ["alpha bravo charlie delta echo", "foxtrot golf hotel india juliet"],
      steps: `${pairs(5)} !${pairs(5, 5, 0, 1)}`,
      ellipsisBefore,
    }).remarks;
  assert.deepEqual(joinedWith(5), ["joined-with-marks"]);
  assert.deepEqual(joinedWith(4), ["joined-silently"]);
  assert.deepEqual(joinedWith(6), ["joined-silently"]);
});

test("the same words twice are in no other order", () => {
  const part = "alpha bravo charlie delta";
  const given = { quoted: `${part} ${part}`, there: [part] };
  const { verdict, remarks } = judged({ ...given, steps: `${pairs(4)} !${pairs(4, 4)}` });
  assert.deepEqual([verdict, remarks], ["joined", ["joined-silently"]]);
});

test("a negation is reported up to four words before", () => {
  const given = { quoted: "echo foxtrot golf hotel", steps: pairs(4, 0, 4) };
  const before = (words: string) =>
    judged({ ...given, there: [`${words} echo foxtrot golf hotel`] }).remarks;
  assert.deepEqual(before("not one two three"), ["negation-before"]);
  const later = judged({
    ...given,
    there: [`not one two three four ${given.quoted}`],
    steps: pairs(4, 0, 5),
  });
  assert.deepEqual(later.remarks, []);
});

test("words that partly somebody else said are remarked on", () => {
  const there = ["alpha bravo charlie", { text: "delta echo foxtrot", kind: "question" as const }];
  const quoted = "alpha bravo charlie delta echo foxtrot";
  const { verdict, remarks } = judged({ quoted, there, steps: `${pairs(3)} ${pairs(3, 3, 0, 1)}` });
  assert.deepEqual([verdict, remarks], ["verbatim", ["partly-someone-else"]]);
});

test("a report quotes only the words that are between its quotation marks", () => {
  const text = "So “alpha bravo charlie delta” said the mayor";
  const there = [{ text, kind: "report" as const }];
  const within = judged({ quoted: "alpha bravo charlie delta", there, steps: pairs(4, 0, 1) });
  assert.deepEqual([within.verdict, within.remarks], ["verbatim", ["reported"]]);
  const beyond = judged({ quoted: "bravo charlie delta said", there, steps: pairs(4, 0, 2) });
  assert.deepEqual([beyond.verdict, beyond.remarks], ["someone-else", []]);
  const sooner = judged({ quoted: "so alpha bravo charlie", there, steps: pairs(4) });
  assert.deepEqual([sooner.verdict, sooner.remarks], ["someone-else", []]);
});

test("another form of the first word in square brackets is only a bracket", () => {
  const given = { quoted: "[gates] alpha bravo charlie", there: ["gate alpha bravo charlie"] };
  assert.deepEqual(judged({ ...given, steps: pairs(4) }).remarks, ["brackets-only"]);
});

test("the words shown reach from the first to the last that are equal", () => {
  const there = ["alpha bravo charlie delta one", "two echo foxtrot golf three"];
  const quoted = "alpha bravo charlie delta one two echo foxtrot golf";
  const finding = judged({ quoted, there, steps: `${pairs(5)} ${pairs(4, 5, 0, 1)}` });
  assert.deepEqual(textsOf(finding), ["alpha bravo charlie delta one", "two echo foxtrot golf"]);
});

test("only places with exactly the same words are counted", () => {
  const counted = (there: string, perCent: number) =>
    judged({ quoted: "alpha bravo charlie delta", there: [there], steps: pairs(4), perCent }).count;
  assert.equal(counted("alpha bravo charlie delta", 0), 1);
  assert.equal(counted("alpha bravo one delta", 25), 0);
  assert.equal(counted("alpha bravo one delta", 90), 0);
});

test("a quotation that is all in square brackets is not in the record", () => {
  const given = { quoted: "[alpha bravo]", there: ["alpha bravo"], steps: pairs(2), perCent: 28 };
  assert.equal(verdictOn(given), "not-found 0");
});
