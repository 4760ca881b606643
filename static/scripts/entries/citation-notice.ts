/**
 * Shows a notice above a cited paragraph or exchange: whether its text or its speaker has changed
 * since it was cited.
 */

import { readAnchor, readCitation } from "../permalinks/fragment.ts";
import { judgeExchange } from "../permalinks/exchange-verdict.ts";
import { findFingerprint } from "../permalinks/find-fingerprint.ts";
import { loadHistory } from "../permalinks/history.ts";
import { isOnPage, scrollToCited } from "../permalinks/scroll-to.ts";
import {
  fingerprintParagraph,
  listParagraphs,
  readPresent,
} from "../permalinks/page-paragraphs.ts";
import {
  writeFoundNotice,
  writeLoadFailure,
  sayFormerSpeakers,
  writeMissingNotice,
  writeExchangeNotice,
  writeParagraphNotice,
} from "../permalinks/notice-messages.ts";
import { judgeParagraph } from "../permalinks/paragraph-verdict.ts";
import { readFragment } from "../citations/passage-link.ts";
import { element } from "../shared/dom.ts";
import type { History } from "../permalinks/history.ts";
import type { Fingerprinted } from "../permalinks/exchange-verdict.ts";

type Cited = { anchor: string; fingerprint: string };

/** Shows the notice above the text. Tombstones already say what happened. */
async function main(): Promise<void> {
  for (const old of document.querySelectorAll(".cited")) old.remove();
  const cited = readCitation(location.hash);
  const anchor = readAnchor(location.hash);
  const place = document.getElementById(anchor);
  if (!place && !isOnPage(location.hash)) await showMissing(anchor, cited?.fingerprint ?? "");
  if (place?.closest(".tombstone")) return; // a tombstone may be inside another answer
  const paragraph = place?.closest(".paragraph");
  const exchange = cited?.anchor.startsWith("answer-") && place?.closest(".exchange");
  const words = paragraph?.querySelector(".words");
  const head = exchange && headOf(exchange);
  if (!cited || !place || !(words || head)) return;
  const notice = emptyNotice();
  if (words) words.before(notice);
  else if (head) head.after(notice);
  const isReading = watchReader();
  const message = await (exchange
    ? checkExchange(exchange, place, cited)
    : checkParagraph(paragraph!, place, cited));
  // Screen readers announce only what is added to a status element that already exists.
  setTimeout(() => {
    notice.append(...message);
    if (notice.isConnected && !isReading()) scrollToCited(paragraph ?? place);
  });
}

function emptyNotice(): HTMLElement {
  const { lang } = document.documentElement;
  return element("div.cited", { role: "status", lang });
}

/**
 * Says at the top of the page that the place is missing, and where the cited text is.
 * @param anchor the requested anchor, if it is one of a paragraph or an answer
 */
async function showMissing(anchor: string, fingerprint: string): Promise<void> {
  const notice = emptyNotice();
  document.querySelector(".head")?.prepend(notice);
  const elsewhere = fingerprint ? await findFingerprint(fingerprint) : [];
  setTimeout(() => {
    notice.append(writeMissingNotice(anchor, location.hash, elsewhere));
    notice.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
}

/** Returns a function that says whether the reader has started to scroll, click or type. */
function watchReader(): () => boolean {
  let isReading = false;
  for (const act of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(act, () => (isReading = true), { once: true, passive: true });
  }
  return () => isReading;
}

function headOf(exchange: Element): Element | null {
  return exchange.querySelector(".exchange-head");
}

async function checkParagraph(
  paragraph: Element,
  place: Element,
  { anchor, fingerprint }: Cited,
): Promise<Node[]> {
  const history = await loadHistory();
  const present = readPresent(paragraph, place, fingerprint);
  const verdict = judgeParagraph(present, history?.paragraphs[anchor]);
  const words = [{ anchor, fingerprint }, ...restOfSelection(paragraph)];
  const speakers = sayFormerSpeakers(words, history, anchor);
  return (
    (await explainOtherwise(verdict.kind, history, fingerprint)) ??
    writeParagraphNotice(verdict, paragraph, anchor, speakers)
  );
}

/** @param place the element that the address leads to: the exchange, or an anchor in it */
async function checkExchange(
  exchange: Element,
  place: Element,
  { anchor, fingerprint }: Cited,
): Promise<Node[]> {
  const history = await loadHistory();
  const paragraphs = place === exchange ? [...exchange.querySelectorAll(".paragraph")] : [];
  const own = paragraphs.map(fingerprintParagraph);
  const all = listParagraphs().map(fingerprintParagraph);
  const verdict = judgeExchange(fingerprint, own, all, history?.exchanges?.[anchor]);
  const cited = verdict.kind === "unknown" ? [] : verdict.cited;
  const merged = place === exchange ? "" : anchor.slice("answer-".length);
  return (
    (await explainOtherwise(verdict.kind, history, fingerprint)) ??
    writeExchangeNotice(verdict, history ?? null, sayFormerSpeakers(cited, history), merged)
  );
}

/** Writes a notice if the history is missing, or if the text is elsewhere; else returns null. */
async function explainOtherwise(
  kind: string,
  history: History | null | undefined,
  fingerprint: string,
): Promise<Node[] | null> {
  if (history === undefined && kind !== "unchanged") return [writeLoadFailure()];
  if (kind !== "unknown" || !fingerprint) return null;
  const elsewhere = await findFingerprint(fingerprint);
  return elsewhere.length ? [writeFoundNotice(elsewhere)] : null;
}

/** Returns the later paragraphs of a selection that the link quotes. */
function restOfSelection(paragraph: Element): Fingerprinted[] {
  const ends = readFragment(location.hash)?.passage?.ends;
  const last = ends && document.getElementById(ends)?.closest(".paragraph");
  const all = listParagraphs();
  return last
    ? all.slice(all.indexOf(paragraph) + 1, all.indexOf(last) + 1).map(fingerprintParagraph)
    : [];
}

void main();
