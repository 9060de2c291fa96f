-- Records before copies are removed, and why some count nowhere, for the ledger.
SELECT e.component AS component, d.day AS day, e.utc_day AS utc_day, e.left_out AS left_out,
  SUM(e.records) AS records
FROM sorted_out AS e
INNER JOIN days AS d ON e.quarter = d.quarter
GROUP BY e.component, d.day, e.utc_day, e.left_out
