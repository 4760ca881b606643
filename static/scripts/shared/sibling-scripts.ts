/** Loads scripts from the folder of the script that the page has loaded. */

import { loadScript } from "./load-script.ts";

const own = document.currentScript;
const loaded = new Map<string, Promise<void>>();

/** Loads a script once; a failed attempt is repeated on the next call. */
export function loadSibling(name: string): Promise<void> {
  const address = own instanceof HTMLScriptElement ? new URL(name, own.src).href : name;
  const loading = loaded.get(name) ?? loadScript(address);
  loaded.set(name, loading);
  loading.catch(() => loaded.delete(name));
  return loading;
}
