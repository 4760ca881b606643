/** Formats a citation in every form that readers can copy or download. */

import { cite, toCsl } from "./citation-styles.ts";
import { inQuotes } from "./cited-quote-marks.ts";
import type { Citation } from "./citation-styles.ts";
import type { Cited, Said } from "./selection.ts";

export interface Form {
  name: string;
  text: string;
  /** the file name extension, for forms that can be downloaded */
  file?: string;
  /** the file's media type */
  type?: string;
}

export function formsOf({ citation, quote, link }: Cited): Form[] {
  const text = cite(citation, "chicago");
  return [
    ...(link ? [{ name: "Link", text: link }] : []),
    { name: "Chicago", text },
    { name: "APA", text: cite(citation, "apa") },
    { name: "MLA", text: cite(citation, "mla") },
    ...(quote.length ? [{ name: "Quotation", text: `${toQuotation(quote)}\n\n— ${text}` }] : []),
    { name: "Markdown", text: toMarkdown(quote, text) },
    { name: "HTML", text: toHtml(quote, citation, text) },
    { name: "BibTeX", text: cite(citation, "bibtex"), file: "bib", type: "application/x-bibtex" },
    {
      name: "RIS",
      text: cite(citation, "ris"),
      file: "ris",
      type: "application/x-research-info-systems",
    },
    {
      name: "CSL-JSON",
      text: `${JSON.stringify([toCsl(citation)], null, 2)}\n`,
      file: "csl.json",
      type: "application/vnd.citationstyles.csl+json",
    },
  ];
}

function toQuotation(quote: Said[]): string {
  const turns = quote.map(({ by, paragraphs }) => `${by && `${by}: `}${inQuotes(paragraphs)}`);
  return turns.join("\n\n");
}

function toMarkdown(quote: Said[], text: string): string {
  const source = escapedMarkdown(text).replace(/https?:\/\/\S+[^\s.,)]/gu, (link) => {
    return `<${link.replaceAll("\\", "")}>`;
  });
  const lines = quote.flatMap(({ by, paragraphs }) => {
    const label = by && `**${escapedMarkdown(`${by}:`)}** `;
    return paragraphs.map((said, n) => `> ${n ? "" : label}${escapedMarkdown(said)}`);
  });
  return `${lines.join("\n>\n")}${lines.length ? "\n\n— " : ""}${source}\n`;
}

/** Escapes Markdown in a single line of text. */
function escapedMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~&]/gu, "\\$&")
    .replace(/^(?<mark>[#+=-])/u, "\\$<mark>")
    .replace(/^(?<number>\d+)(?<mark>[.)])/u, "$<number>\\$<mark>");
}

function toHtml(quote: Said[], citation: Citation, text: string): string {
  const address = escapedHtml(citation.address || citation.source);
  const source = escapedHtml(text).replace(
    /https?:\/\/[^\s<>]+[^\s<>.,)]/gu,
    '<a href="$&">$&</a>',
  );
  if (!quote.length) return `<p>${source}</p>\n`;
  const paragraphs = quote.flatMap(({ by, paragraphs }) => {
    const label = by && `<b>${escapedHtml(by)}:</b> `;
    return paragraphs.map((said, n) => `    <p>${n ? "" : label}${escapedHtml(said)}</p>`);
  });
  const cites = address && ` cite="${address}"`;
  return [
    "<figure>",
    `  <blockquote${cites} lang="${escapedHtml(citation.language)}">`,
    ...paragraphs,
    "  </blockquote>",
    `  <figcaption>— ${source}</figcaption>`,
    "</figure>",
    "",
  ].join("\n");
}

function escapedHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
