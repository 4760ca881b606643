/** Lunr's sets of terms, which know the order in which Lunr lists them. */

/*! Parts of lunr.js 2.3.9, https://lunrjs.com, copyright (C) 2020 Oliver Nightingale, MIT license */

import { lunr } from "./lunr-object.ts";

import "lunr/lib/token_set.js";

export const { TokenSet } = lunr;
