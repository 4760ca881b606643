/** Formats a citation in every form that readers can copy or download. */

import { cite, toCsl } from "./citation-styles.ts";
import { _ } from "../shared/messages.ts";
import { writeSentence } from "./newspaper-sentence.ts";
import { quoteParagraphs } from "./cited-quote-marks.ts";
import { toHeadline } from "./headline.ts";
import type { Citation } from "./citation-styles.ts";
import type { Cited, QuotedTurn } from "./selection.ts";

export interface Form {
  name: string;
  text: string;
  /** the file name extension, for forms that can be downloaded */
  file?: string;
  /** the file's media type */
  type?: string;
}

const RIS = "application/x-research-info-systems";
const CSL = "application/vnd.citationstyles.csl+json";

/** @param isHeadline true to give the title headline capitals in the styles that want them */
export function listForms(cited: Cited, isHeadline = false): Form[] {
  const { citation, quote, link } = cited;
  const titled = (style: "chicago" | "mla"): Citation => {
    return isHeadline ? { ...citation, title: toHeadline(citation.title, style) } : citation;
  };
  const text = cite(titled("chicago"), "chicago");
  const csl = `${JSON.stringify([toCsl(citation)], null, 2)}\n`;
  const forms = [
    { name: _("In an article"), text: writeSentence(cited) },
    { name: _("Link"), text: link },
    { name: _("Chicago"), text },
    { name: "APA", text: cite(citation, "apa") },
    { name: "MLA", text: cite(titled("mla"), "mla") },
    { name: _("Quotation"), text: quote.length ? `${toQuotation(quote)}\n\n— ${text}` : "" },
    { name: _("Markdown"), text: toMarkdown(quote, text) },
    { name: "HTML", text: toHtml(quote, citation, text) },
    { name: "BibTeX", text: cite(citation, "bibtex"), file: "bib", type: "application/x-bibtex" },
    { name: "RIS", text: cite(citation, "ris"), file: "ris", type: RIS },
    { name: "CSL-JSON", text: csl, file: "csl.json", type: CSL },
  ];
  return forms.filter((form) => form.text);
}

function toQuotation(quote: QuotedTurn[]): string {
  const turns = quote.map(
    ({ by, paragraphs }) => `${by && `${by}: `}${quoteParagraphs(paragraphs)}`,
  );
  return turns.join("\n\n");
}

function toMarkdown(quote: QuotedTurn[], text: string): string {
  const source = escapeMarkdown(text).replace(/https?:\/\/\S+[^\s.,)]/gu, (link) => {
    return `<${link.replaceAll("\\", "")}>`;
  });
  const lines = quote.flatMap(({ by, paragraphs }) => {
    const label = by && `**${escapeMarkdown(`${by}:`)}** `;
    return paragraphs.map((said, n) => `> ${n ? "" : label}${escapeMarkdown(said)}`);
  });
  return `${lines.join("\n>\n")}${lines.length ? "\n\n— " : ""}${source}\n`;
}

/** Escapes Markdown in a single line of text. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~&]/gu, "\\$&")
    .replace(/^(?<mark>[#+=-])/u, "\\$<mark>")
    .replace(/^(?<number>\d+)(?<mark>[.)])/u, "$<number>\\$<mark>");
}

function toHtml(quote: QuotedTurn[], citation: Citation, text: string): string {
  const address = escapeHtml(citation.address || citation.source);
  const source = escapeHtml(text).replace(/https?:\/\/[^\s<>]+[^\s<>.,)]/gu, '<a href="$&">$&</a>');
  if (!quote.length) return `<p>${source}</p>\n`;
  const paragraphs = quote.flatMap(({ by, paragraphs }) => {
    const label = by && `<b>${escapeHtml(by)}:</b> `;
    return paragraphs.map((said, n) => `    <p>${n ? "" : label}${escapeHtml(said)}</p>`);
  });
  const cites = address && ` cite="${address}"`;
  return [
    "<figure>",
    `  <blockquote${cites} lang="${escapeHtml(citation.language)}">`,
    ...paragraphs,
    "  </blockquote>",
    `  <figcaption>— ${source}</figcaption>`,
    "</figure>",
    "",
  ].join("\n");
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
