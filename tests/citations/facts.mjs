import { cite, toCsl } from "../../static/scripts/citations/citation-styles.js";

const written = JSON.parse(process.argv.at(-1)).map(({ is_report: isReport, ...known }) => {
  const citation = { ...known, isReport };
  return {
    ...Object.fromEntries(
      ["chicago", "apa", "mla", "bibtex", "ris"].map((style) => [style, cite(citation, style)]),
    ),
    csl: toCsl(citation),
  };
});
process.stdout.write(JSON.stringify(written));
