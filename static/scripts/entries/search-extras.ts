/**
 * What the search page loads after the first hits, or when a query needs it: what is beside the
 * results, filtering, phrases, and words that are unfinished, misspelt or patterns.
 */

import { filterHits } from "../search/facets.ts";
import * as lookUps from "../search/look-ups.ts";
import { ResultPanels } from "../search/result-panels.ts";

const extras = { ...lookUps, filterHits, ResultPanels };

export type SearchExtras = typeof extras;

(globalThis as any).onRecordSearchExtras = extras; // for the script search-page.ts
