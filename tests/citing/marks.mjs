import { inQuotes } from "../../static/scripts/citing/marks.js";

process.stdout.write(JSON.stringify(JSON.parse(process.argv.at(-1)).map(inQuotes)));
