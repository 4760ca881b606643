/** Loads scripts from the folder of the script that the page has loaded. */

import { loadScript } from "./load-script.ts";
import { onceEach } from "./once.ts";

const own = document.currentScript;

/** Loads a script once; a failed attempt is repeated on the next call. */
export const loadSibling = onceEach((name: string) =>
  loadScript(own instanceof HTMLScriptElement ? new URL(name, own.src).href : name),
);
