onRecordFingerprints = {"mvsd8":["2021-02-26-river/p5"],"qk10b":["2021-02-26-river/p1"],"v3ysp":["2021-02-26-river/answer-1"],"vm1sz":["2021-02-26-river/p6"],"w12w4":["2021-02-26-river/p3"]};
