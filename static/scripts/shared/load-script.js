/**
 * Scripts that are loaded when they are wanted, under the one policy that every page allows.
 */

/**
 * Loads one of the site's own scripts.
 * @param {string} address relative to the page, or whole
 * @returns {Promise<void>} rejects when it does not arrive
 */
export function loadScript(address) {
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
 * @returns {{createScriptURL: (address: string) => string}}
 */
function policy() {
  const page = /** @type {any} */ (globalThis);
  page.onRecordPolicy ??= page.trustedTypes?.createPolicy("onrecord", { createScriptURL: ownScript }) ?? {
    createScriptURL: ownScript,
  };
  return page.onRecordPolicy;
}

/**
 * @param {string} address
 * @returns {string}
 */
function ownScript(address) {
  const url = new URL(address, document.baseURI);
  const isOwn = url.origin === location.origin && url.protocol === location.protocol;
  if (!isOwn || !url.pathname.endsWith(".js")) {
    throw new TypeError(`${address} is no script of this site`);
  }
  return url.href;
}
