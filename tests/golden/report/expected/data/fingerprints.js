onRecordFingerprints = {"agrpa":["1999-12-31-report/p2"],"cvmjd":["1999-12-31-report/p1"]};
