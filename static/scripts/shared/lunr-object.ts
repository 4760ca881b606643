/** The object that the lunr.js sources add themselves to. */

export const lunr = {
  // The sources register their functions so that indexes can name them; no index here does.
  Pipeline: { registerFunction: () => {} },
};

(globalThis as any).lunr = lunr;
