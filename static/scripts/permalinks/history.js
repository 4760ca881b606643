/**
 * What a statement's paragraphs and exchanges said before, from the file beside its page.
 */

import { loadScript } from "../shared/load-script.js";

/**
 * @typedef {object} History
 * @property {Record<string, import("./paragraph-verdict.js").Former>} paragraphs
 * @property {Record<string, import("./exchange-verdict.js").Former>} [exchanges]
 */

/**
 * The history; null where nothing has changed, undefined where it does not arrive.
 * @returns {Promise<History | null | undefined>}
 */
export async function loadHistory() {
  const text = document.querySelector("[data-history]");
  const link = text instanceof HTMLElement ? (text.dataset["history"] ?? "") : "";
  if (!link) return null;
  try {
    return await load(new URL(link, document.baseURI).href);
  } catch {
    return undefined;
  }
}

/**
 * From a disk a page may load scripts and nothing else.
 * @param {string} address
 * @returns {Promise<History>}
 */
async function load(address) {
  if (location.protocol !== "file:") return (await fetch(address)).json();
  await loadScript(address.replace(/json$/u, "js"));
  return /** @type {any} */ (globalThis).onRecordHistory;
}
