// All recommended rules and all rules for whole documents apply, with these exceptions.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // A page's title contains the statement's title as it was published, however long.
    "long-title": "off",
    // Ids with fingerprints, such as `p14:j76f3`, contain a colon.
    "valid-id": ["error", { relaxed: true }],
    // A list may have a name, as ARIA has it.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // Only files from other sites need a hash, and pages load none.
    "require-sri": ["error", { target: "crossorigin" }],
  },
};
