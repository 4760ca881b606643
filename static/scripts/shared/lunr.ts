/**
 * The parts of lunr.js that pages run: its stop words, its stemmer and its sets of words. The rest
 * of it, which builds and loads whole indexes, would be half of what a search page loads.
 *
 * The package's sources add themselves to one object called `lunr`, which must be there first.
 */

/*! Parts of lunr.js 2.3.9, https://lunrjs.com, copyright (C) 2020 Oliver Nightingale, MIT license */

import { lunr } from "./lunr-object.ts";

import "lunr/lib/token.js";
import "lunr/lib/stemmer.js";
import "lunr/lib/stop_word_filter.js";
import "lunr/lib/token_set.js";

export default lunr as unknown as typeof import("lunr");
