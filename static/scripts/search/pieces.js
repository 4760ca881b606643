/**
 * The pieces of an index by name, from a server or from a disk; `onrecord/search/pieces.py` says
 * which there are. A piece that does not arrive whole is asked for once more.
 */

import { loadScript } from "../shared/load-script.js";
import { Reader } from "./decode.js";
import { IndexError } from "./types.js";

/**
 * @typedef {object} Manifest
 * @property {number} format
 * @property {string} build
 * @property {boolean} isOneFile but for the sections beside it
 * @property {Record<string, number>} beside by section, how many pieces there are of what no search
 *   loads
 * @property {number} paragraphs
 * @property {number} inBlock how many paragraphs a piece of texts has
 * @property {[string, number, number][]} fields names, boosts, how many terms they have in all
 * @property {[string, string][]} topics slugs and labels
 * @property {[string, string[][], string[]][]} synonyms terms, their names as folded words, and as
 *   config.yaml writes them
 * @property {Record<string, string>} separators by section, with spaces between
 * @property {Record<string, number[]>} [bundles] by section, the pieces that files on a disk begin
 *   with
 *
 * Where an index comes from. What either function gives may be damaged.
 * @typedef {object} Source
 * @property {() => Promise<Manifest>} manifest
 * @property {(manifest: Manifest, name: string, isAgain: boolean) => Promise<Uint8Array>} file
 */

const FORMAT = 1;
const AT_A_TIME = 24; // pieces that are waited for together

export class Pieces {
  /**
   * @param {Source} source
   * @param {Manifest} manifest
   */
  constructor(source, manifest) {
    this.source = source;
    this.manifest = manifest;
    /** @type {Map<string, Promise<Uint8Array>>} */
    this.files = new Map();
    this.running = 0;
    /** @type {(() => void)[]} */
    this.waiting = [];
  }

  /**
   * The bytes of a piece; the same promise each time, unless it was broken.
   * @param {string} section
   * @param {number} number
   * @returns {Promise<Uint8Array>}
   */
  piece(section, number) {
    const name = `${section}-${number}`;
    const { isOneFile, beside } = this.manifest;
    return isOneFile && !(section in beside) ? this.pieceOfOne(name) : this.file(name);
  }

  /**
   * @param {string} name
   * @returns {Promise<Uint8Array>}
   */
  async pieceOfOne(name) {
    const all = await this.file("all");
    const reader = new Reader(all);
    while (!reader.isAtEnd) {
      const isWanted = reader.text() === name;
      const piece = reader.part();
      if (isWanted) {
        return piece;
      }
    }
    throw new IndexError(`the index has no ${name}`);
  }

  /**
   * @param {string} name
   * @returns {Promise<Uint8Array>}
   */
  file(name) {
    const known = this.files.get(name);
    if (known) {
      return known;
    }
    const file = this.inTurn(() => this.load(name));
    this.files.set(name, file);
    file.catch(() => this.files.delete(name));
    return file;
  }

  /**
   * @param {string} name
   * @returns {Promise<Uint8Array>}
   */
  async load(name) {
    try {
      return await this.loadOnce(name, false);
    } catch {
      return this.loadOnce(name, true);
    }
  }

  /**
   * @param {string} name
   * @param {boolean} isAgain
   * @returns {Promise<Uint8Array>}
   */
  async loadOnce(name, isAgain) {
    const { build } = this.manifest;
    const packed = await this.source.file(this.manifest, name, isAgain);
    const reader = new Reader(
      await inflate(packed).catch(() => {
        throw new IndexError(`${name} arrived damaged`);
      }),
    );
    if (reader.text() !== `${build}/${name}`) {
      throw new IndexError(`${name} belongs to another build of the site; load the page anew`);
    }
    return reader.rest();
  }

  /**
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T>}
   */
  async inTurn(act) {
    if (this.running >= AT_A_TIME) {
      await new Promise((resolve) => this.waiting.push(() => resolve(undefined)));
    }
    this.running += 1;
    try {
      return await act();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}

/**
 * @param {Source} source
 * @returns {Promise<Pieces>}
 */
export async function openPieces(source) {
  const manifest = await source.manifest();
  if (manifest?.format !== FORMAT) {
    throw new IndexError("the index is of another version than this page; load the page anew");
  }
  return new Pieces(source, manifest);
}

/**
 * Where the index at an address comes from: a server, or the disk that the page is on.
 * @param {string} address of the manifest
 * @returns {Source}
 */
export function sourceAt(address) {
  return location.protocol === "file:" ? diskSource(address) : webSource(address);
}

/**
 * @param {string} address
 * @returns {Source}
 */
export function webSource(address) {
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  return {
    // A piece's name changes with what is in it, the manifest's does not.
    manifest: async () => {
      const response = await ask(address, "no-cache");
      try {
        return await response.json();
      } catch {
        throw new IndexError(`${nameOf(address)} is damaged`);
      }
    },
    file: async ({ build }, name, isAgain) => {
      const response = await ask(`${folder}${build}/${name}.bin`, isAgain ? "reload" : "default");
      try {
        return new Uint8Array(await response.arrayBuffer());
      } catch {
        throw new IndexError(`${name} arrived cut off`);
      }
    },
  };
}

/**
 * @param {string} address
 * @param {RequestCache} cache
 * @returns {Promise<Response>}
 */
async function ask(address, cache) {
  let response;
  try {
    response = await fetch(address, { cache });
  } catch {
    throw new IndexError(`${nameOf(address)} did not arrive`);
  }
  if (!response.ok) {
    throw new IndexError(`the server answered ${response.status} for ${nameOf(address)}`);
  }
  return response;
}

/**
 * From a disk a page may load scripts and nothing else; those of an index put text into a table.
 * @param {string} address
 * @returns {Source}
 */
export function diskSource(address) {
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  const page = /** @type {{onRecordPieces?: any}} */ (globalThis);
  page.onRecordPieces ??= {};
  const table = page.onRecordPieces;
  /** @type {Map<string, Promise<Uint8Array[]>>} */
  const bundles = new Map();

  /** @param {string} script */
  async function load(script) {
    try {
      await loadScript(folder + script);
    } catch {
      throw new IndexError(`${script} could not be read`);
    }
  }

  /**
   * @param {string} build
   * @param {string} name
   */
  async function loadBundle(build, name) {
    await load(`${build}/${name}.js`);
    const reader = new Reader(bytesOf(table[name] ?? ""));
    delete table[name];
    const packed = [];
    while (!reader.isAtEnd) {
      packed.push(reader.part());
    }
    return packed;
  }

  return {
    manifest: async () => {
      await load(address.slice(folder.length).replace(/json$/u, "js"));
      return table.manifest;
    },
    file: async (manifest, name, isAgain) => {
      const [bundle, place] = placeOf(manifest, name);
      if (isAgain) {
        bundles.delete(bundle);
      }
      const loaded = bundles.get(bundle) ?? loadBundle(manifest.build, bundle);
      bundles.set(bundle, loaded);
      const piece = (await loaded)[place];
      if (!piece) {
        throw new IndexError(`${bundle} is damaged`);
      }
      return piece;
    },
  };
}

/**
 * The file on a disk that holds a piece, and the piece's place in it.
 * @param {Manifest} manifest
 * @param {string} name
 * @returns {[string, number]}
 */
function placeOf({ bundles = {} }, name) {
  const [, section = "", digits = ""] = /^(.*)-(\d+)$/u.exec(name) ?? [];
  const starts = bundles[section];
  if (!starts) {
    return [name, 0];
  }
  const number = Number(digits);
  const bundle = starts.filter((start) => start <= number).length - 1;
  return [`${section}-${bundle}`, number - (starts[bundle] ?? 0)];
}

/**
 * @param {string} base64
 * @returns {Uint8Array}
 */
function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/**
 * What was compressed, if it is whole: gzip ends with a checksum.
 * @param {Uint8Array} packed
 * @returns {Promise<Uint8Array>}
 */
async function inflate(packed) {
  const parts = new Blob([/** @type {BlobPart} */ (packed)]).stream();
  const inflated = parts.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

/**
 * @param {string} address
 * @returns {string}
 */
function nameOf(address) {
  return address.slice(address.lastIndexOf("/") + 1);
}
