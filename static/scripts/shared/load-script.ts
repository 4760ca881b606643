/**
 * Scripts that are loaded when they are wanted, under the one policy that every page allows.
 */

/**
 * Loads one of the site's own scripts.
 * @param address relative to the page, or whole
 * @returns rejects when it does not arrive
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
 * The page's policy `onrecord`; bundles on one page share it. Browsers without Trusted Types take
 * the address as it is.
 */
function policy(): { createScriptURL: (address: string) => string } {
  const page = globalThis as any;
  page.onRecordPolicy ??= page.trustedTypes?.createPolicy("onrecord", {
    createScriptURL: ownScript,
  }) ?? {
    createScriptURL: ownScript,
  };
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
