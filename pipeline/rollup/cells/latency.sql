-- Latency buckets by site day, of settled minutes, without announced maintenance. What came
-- as a histogram keeps its own bounds; what came with its duration has a bucket of ours.
SELECT
  e.component AS component,
  d.day AS day,
  e.utc_day AS utc_day,
  e.bucket AS bucket,
  e.low_ms AS low_ms,
  e.high_ms AS high_ms,
  SUM(e.n) AS n,
  MIN(COALESCE(e.duration_ms, e.low_ms)) AS min_ms,
  MAX(COALESCE(e.duration_ms, e.high_ms)) AS max_ms
FROM settled AS e
INNER JOIN days AS d ON e.quarter = d.quarter
LEFT JOIN maintenance AS m ON e.component = m.component AND e.minute = m.minute
WHERE (e.bucket IS NOT NULL OR e.high_ms IS NOT NULL) AND e.n > 0 AND m.component IS NULL
GROUP BY e.component, d.day, e.utc_day, e.bucket, e.low_ms, e.high_ms
