/** What every page runs: nothing, unless it is opened from a disk. */
import { mendLinks } from "./disk.js";

if (location.protocol === "file:") mendLinks(document);
