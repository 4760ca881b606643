/** The object that the lunr.js sources add themselves to, which the scripts of a page share. */

const page = globalThis as { lunr?: any };

page.lunr ??= {
  // The sources register their functions so that indexes can name them; no index here does.
  Pipeline: { registerFunction: () => {} },
};

export const { lunr } = page;
