/**
 * The parts of lunr.js that pages use: stop words and the stemmer; token sets are in
 * `lunr-token-set.ts`. The rest, which builds and loads whole indexes, would double the size of the
 * search page's script.
 *
 * The package's sources add themselves to a global object `lunr`, which must exist first.
 */

/*! Parts of lunr.js 2.3.9, https://lunrjs.com, copyright (C) 2020 Oliver Nightingale, MIT license */

import { lunr } from "./lunr-object.ts";

import "lunr/lib/token.js";
import "lunr/lib/stemmer.js";
import "lunr/lib/stop_word_filter.js";

export default lunr as typeof import("lunr");
