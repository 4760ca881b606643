/**
 * Loads the pieces of an index by name, from a server or from disk; `onrecord/search/pieces.py`
 * lists them. A piece that arrives incomplete is requested once more.
 */

import { _ } from "../shared/messages.ts";
import { loadScript } from "../shared/load-script.ts";
import { onceEach } from "../shared/once.ts";
import { Reader, readSeparators } from "./decode.ts";
import { IndexError, orIndexError } from "./types.ts";

export interface Manifest {
  format: number;
  build: string;
  /** true if all pieces are in one file, except the sections in `beside` */
  isOneFile: boolean;
  /** the number of pieces of each section that searches do not load */
  beside: Record<string, number>;
  /** how many paragraphs there are */
  paragraphs: number;
  /** the number of the first paragraph of each statement is a multiple of this */
  apart: number;
  /** one more than the last number, which is more than there are paragraphs */
  numbers: number;
  /** how many numbers of paragraphs are in a piece of texts */
  inBlock: number;
  /** the number of pieces in each file of a site opened from disk */
  inBundle: number;
  /** names, boosts, and total numbers of terms */
  fields: [string, number, number][];
  /** slugs and labels */
  topics: [string, string][];
  /** terms, their names as folded words, and as written in config.yaml */
  synonyms: [string, string[][], string[]][];
  /** by section, the first word of each piece or its beginning, as `readSeparators` reads them */
  separators: Record<string, string>;
  /**
   * for each piece of terms: 0 if it has the lengths of the texts, or else the number of binary
   * digits of the number of its postings, whose lengths are in the next piece of lengths
   */
  lengths: number[];
}

/** Where an index is loaded from. Its data may be damaged. */
export interface Source {
  manifest: () => Promise<Manifest>;
  file: (manifest: Manifest, name: string, isRetry: boolean) => Promise<Uint8Array>;
}

const FORMAT = 7;
const AT_A_TIME = 24; // how many pieces are loaded at the same time

export class Pieces {
  private readonly source: Source;
  readonly manifest: Manifest;
  private readonly known: ReadonlyMap<string, readonly string[]>;
  private readonly parsed = new Map<string, any>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(source: Source, manifest: Manifest) {
    this.source = source;
    this.manifest = manifest;
    const separators = Object.entries(manifest.separators);
    this.known = new Map(separators.map(([section, each]) => [section, readSeparators(each)]));
  }

  /** Returns the first word of each piece of a section or its beginning; none if it has none. */
  separators(section: string): readonly string[] {
    return this.known.get(section) ?? [];
  }

  /** Returns what a piece contains, parsed once. */
  async read<T>(section: string, number: number, parse: (reader: Reader) => T): Promise<T> {
    const name = `${section}-${number}`;
    const bytes = await this.piece(section, number);
    if (!this.parsed.has(name)) this.parsed.set(name, parse(new Reader(bytes)));
    return this.parsed.get(name);
  }

  /** Returns the bytes of a piece: the same promise each time, unless it failed. */
  piece(section: string, number: number): Promise<Uint8Array> {
    const name = `${section}-${number}`;
    const { isOneFile, beside } = this.manifest;
    return isOneFile && !(section in beside) ? this.findInOneFile(name) : this.file(name);
  }

  /** Starts loading a piece; -1 for none. */
  prefetch(section: string, number: number): void {
    if (number >= 0) this.piece(section, number).catch(() => {}); // whoever awaits it gets the error
  }

  private async findInOneFile(name: string): Promise<Uint8Array> {
    const all = await this.file("all");
    const reader = new Reader(all);
    while (!reader.isAtEnd) {
      const isWanted = reader.text() === name;
      const piece = reader.part();
      if (isWanted) return piece;
    }
    throw new IndexError(_("the index has no %(name)s", { name }));
  }

  private readonly file = onceEach((name: string) => this.runQueued(() => this.load(name)));

  private async load(name: string): Promise<Uint8Array> {
    try {
      return await this.loadOnce(name, false);
    } catch {
      return this.loadOnce(name, true);
    }
  }

  private async loadOnce(name: string, isRetry: boolean): Promise<Uint8Array> {
    const packed = await this.source.file(this.manifest, name, isRetry);
    const reader = new Reader(
      await orIndexError(inflate(packed), _("%(name)s arrived damaged", { name })),
    );
    if (reader.text() !== this.labelOf(name)) {
      throw new IndexError(
        _("%(name)s belongs to another build of the site; reload the page", { name }),
      );
    }
    return reader.rest();
  }

  /** Returns what a piece is called in the piece itself: by its separator, if it has one. */
  private labelOf(name: string): string {
    const [, section = "", digits] = /^(.*)-(\d+)$/u.exec(name) ?? [];
    const number = Number(digits);
    const labelled = (of: string, place = -1) => {
      const separators = this.known.get(of);
      return separators ? `${section}-${separators[place]}` : name;
    };
    if (section === "places") {
      return labelled("terms", 2 * number); // each has the terms of two pieces of terms
    }
    return section === "lengths"
      ? labelled("terms", listApart(this.manifest)[number])
      : labelled(section, number);
  }

  private async runQueued<T>(act: () => Promise<T>): Promise<T> {
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

/** Returns the pieces of terms whose lengths are in pieces of their own, in the order of these. */
export function listApart({ lengths }: Manifest): number[] {
  return [...lengths.keys()].filter((number) => lengths[number]);
}

export async function openPieces(source: Source): Promise<Pieces> {
  const manifest = await source.manifest();
  if (manifest?.format !== FORMAT) {
    throw new IndexError(_("the index is of another version than this page; reload the page"));
  }
  return new Pieces(source, manifest);
}

/** What scripts of the index store: the manifest, and pieces by name, on a page opened from disk. */
const table: { manifest?: Manifest; [name: string]: any } = ((globalThis as any).onRecordPieces ??=
  {});

/**
 * Returns the source of an index: a server, or the disk that the page was opened from.
 * @param address the address of the manifest
 */
export function sourceAt(address: string): Source {
  const source = location.protocol === "file:" ? diskSource(address) : webSource(address);
  return { ...source, manifest: async () => takeManifest() ?? source.manifest() };
}

/**
 * Returns the manifest if the page has loaded it with its scripts, which saves a round trip; but
 * only once, because the browser may have kept it since before the site was updated.
 */
function takeManifest(): Manifest | undefined {
  const { manifest } = table;
  delete table.manifest;
  return manifest;
}

export function webSource(address: string): Source {
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  return {
    // The manifest keeps its address when the index changes; pieces do not.
    manifest: async () => {
      const response = await fetchFile(address, "no-cache");
      const name = fileName(address);
      return orIndexError(response.json(), _("%(name)s is damaged", { name }));
    },
    file: async ({ build }, name, isRetry) => {
      const cache = isRetry ? "reload" : "default";
      const response = await fetchFile(`${folder}${build}/${name}.bin`, cache);
      const cutOff = _("%(name)s arrived cut off", { name });
      return new Uint8Array(await orIndexError(response.arrayBuffer(), cutOff));
    },
  };
}

async function fetchFile(address: string, cache: RequestCache): Promise<Response> {
  const name = fileName(address);
  const missing = _("%(name)s did not arrive", { name });
  const response = await orIndexError(fetch(address, { cache }), missing);
  if (!response.ok) {
    const { status } = response;
    throw new IndexError(_("the server answered %(status)s for %(name)s", { status, name }));
  }
  return response;
}

/**
 * Loads an index from disk, where a page can load only scripts: they store text in a global table.
 */
export function diskSource(address: string): Source {
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  const bundles = new Map<string, Promise<Uint8Array[]>>();

  function load(script: string): Promise<void> {
    const unread = _("%(name)s could not be read", { name: script });
    return orIndexError(loadScript(folder + script), unread);
  }

  async function loadBundle(build: string, name: string): Promise<Uint8Array[]> {
    await load(`${build}/${name}.js`);
    const reader = new Reader(decodeBase64(table[name] ?? ""));
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
      return takeManifest()!;
    },
    file: async (manifest, name, isRetry) => {
      const [bundle, place] = locatePiece(manifest, name);
      if (isRetry) bundles.delete(bundle);
      const loaded = bundles.get(bundle) ?? loadBundle(manifest.build, bundle);
      bundles.set(bundle, loaded);
      const piece = (await loaded)[place];
      if (!piece) throw new IndexError(_("%(name)s is damaged", { name: bundle }));
      return piece;
    },
  };
}

/** Returns the file on disk that contains a piece, and the piece's index in it. */
function locatePiece({ inBundle }: Manifest, name: string): [string, number] {
  const [, section = "", digits] = /^(.*)-(\d+)$/u.exec(name) ?? [];
  if (!digits) return [name, 0];
  const number = Number(digits);
  return [`${section}-${Math.floor(number / inBundle)}`, number % inBundle];
}

function decodeBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Decompresses gzip; fails if the data is incomplete, because gzip ends with a checksum. */
async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const parts = new Blob([packed as BlobPart]).stream();
  const inflated = parts.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

function fileName(address: string): string {
  return address.slice(address.lastIndexOf("/") + 1);
}
