-- Records before copies are removed, for the ledger.
SELECT e.component AS component, d.day AS day, e.utc_day AS utc_day, COUNT(*) AS records
FROM events AS e
INNER JOIN days AS d ON e.quarter = d.quarter
GROUP BY e.component, d.day, e.utc_day
