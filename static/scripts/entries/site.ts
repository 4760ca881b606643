/** Runs on every page: fixes links on a site opened from disk. */
import { mendLinks } from "../shared/file-links.ts";

if (location.protocol === "file:") mendLinks(document);
