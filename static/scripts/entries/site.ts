/** What every page runs: nothing, unless it is opened from a disk. */
import { mendLinks } from "../shared/file-links.ts";

if (location.protocol === "file:") mendLinks(document);
