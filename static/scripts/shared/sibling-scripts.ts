/** Loads scripts from the folder of the script that the page has loaded. */

import { loadScript } from "./load-script.ts";
import { once } from "./once.ts";

const own = document.currentScript;
const siblings = new Map<string, () => Promise<void>>();

/** Loads a script once; a failed attempt is repeated on the next call. */
export function loadSibling(name: string): Promise<void> {
  const address = own instanceof HTMLScriptElement ? new URL(name, own.src).href : name;
  const load = siblings.get(name) ?? once(() => loadScript(address));
  siblings.set(name, load);
  return load();
}
