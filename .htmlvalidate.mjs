// Every page must keep all recommended rules and those for whole documents, but for these.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // A page's title carries the statement's as it was published, however long.
    "long-title": "off",
    // The id of words is what a link with their mark leads to: `p14:j76f3`.
    "valid-id": ["error", { relaxed: true }],
    // Only what comes from elsewhere needs a hash, and nothing may come from elsewhere.
    "require-sri": ["error", { target: "crossorigin" }],
  },
};
