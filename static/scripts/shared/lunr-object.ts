/** What the sources of lunr.js add themselves to. */

export const lunr = {
  // They register their functions so that indexes can name them; no index here does.
  Pipeline: { registerFunction: () => {} },
};

(globalThis as any).lunr = lunr;
