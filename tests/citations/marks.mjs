import { inQuotes } from "../../static/scripts/citations/cited-quote-marks.js";

process.stdout.write(JSON.stringify(JSON.parse(process.argv.at(-1)).map(inQuotes)));
