/** Runs on every page: fixes links on a site opened from disk. */
import { fixLinks } from "../shared/file-links.ts";

if (location.protocol === "file:") fixLinks(document);
