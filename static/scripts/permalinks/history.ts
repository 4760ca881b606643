/**
 * Loads the earlier wordings of a statement's paragraphs and exchanges, from the file beside its
 * page.
 */

import { loadScript } from "../shared/load-script.ts";
import type { FormerExchange } from "./exchange-verdict.ts";
import type { Former } from "./paragraph-verdict.ts";

export interface History {
  paragraphs: Record<string, Former>;
  exchanges?: Record<string, FormerExchange>;
}

/** Returns the history; null if nothing has changed, undefined if it could not be loaded. */
export async function loadHistory(): Promise<History | null | undefined> {
  const link = document.querySelector("[data-history]")?.getAttribute("data-history");
  if (!link) return null;
  try {
    return await load(new URL(link, document.baseURI).href);
  } catch {
    return undefined;
  }
}

/** Loads the file. A page opened from disk can load only scripts. */
async function load(address: string): Promise<History> {
  if (location.protocol !== "file:") return (await fetch(address)).json();
  await loadScript(address.replace(/json$/u, "js"));
  return (globalThis as any).onRecordHistory;
}
