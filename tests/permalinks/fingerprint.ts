/** Fingerprints of texts, as pages compute them. */

import { fingerprintText } from "../../static/scripts/permalinks/fingerprint.ts";
import { runTask } from "../support/run-task.ts";

await runTask({ marks: (texts: string[]) => texts.map(fingerprintText) });
