/** Searches with Pagefind, through the script that it generates. */
let opened;
globalThis.bench = {
  search: async (q) => {
    opened ??= import(new URL("pagefind/pagefind.js", location.href).href);
    return (await (await opened).search(q)).results;
  },
  show: async (hits) => (await Promise.all(hits.map((hit) => hit.data()))).map(({ content }) => content),
};
