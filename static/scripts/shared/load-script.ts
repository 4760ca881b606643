/** Loads scripts on demand, using the one Trusted Types policy that every page allows. */

/**
 * Loads one of the site's own scripts.
 * @param address relative to the page, or absolute
 * @returns a promise that rejects if the script cannot be loaded
 */
export function loadScript(address: string): Promise<void> {
  const script = document.createElement("script");
  script.src = policy().createScriptURL(address);
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${address} did not arrive`)));
    document.head.append(script);
  });
}

/**
 * Returns the page's policy `onrecord`, which its bundles share. Browsers without Trusted Types use
 * the address as it is.
 */
function policy(): { createScriptURL: (address: string) => string } {
  const page = globalThis as any;
  const rules = { createScriptURL: ownScript };
  page.onRecordPolicy ??= page.trustedTypes?.createPolicy("onrecord", rules) ?? rules;
  return page.onRecordPolicy;
}

function ownScript(address: string): string {
  const url = new URL(address, document.baseURI);
  const isOwn = url.origin === location.origin && url.protocol === location.protocol;
  if (!isOwn || !url.pathname.endsWith(".js")) {
    throw new TypeError(`${address} is no script of this site`);
  }
  return url.href;
}
