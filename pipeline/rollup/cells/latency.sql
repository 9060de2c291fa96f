-- Latency buckets by site day, of settled minutes, without announced maintenance.
SELECT
  e.component AS component,
  d.day AS day,
  e.utc_day AS utc_day,
  e.bucket AS bucket,
  SUM(e.n) AS n,
  MIN(e.duration_ms) AS min_ms,
  MAX(e.duration_ms) AS max_ms
FROM settled AS e
INNER JOIN days AS d ON e.quarter = d.quarter
LEFT JOIN maintenance AS m ON e.component = m.component AND e.minute = m.minute
WHERE e.bucket IS NOT NULL AND e.n > 0 AND m.component IS NULL
GROUP BY e.component, d.day, e.utc_day, e.bucket
