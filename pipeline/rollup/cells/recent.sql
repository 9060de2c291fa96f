-- Latency buckets of the last settled minutes, whatever days they lie in.
SELECT e.component AS component, e.bucket AS bucket, e.low_ms AS low_ms, e.high_ms AS high_ms,
  SUM(e.n) AS n,
  MIN(COALESCE(e.duration_ms, e.low_ms)) AS min_ms,
  MAX(COALESCE(e.duration_ms, e.high_ms)) AS max_ms
FROM settled AS e
LEFT JOIN maintenance AS m ON e.component = m.component AND e.minute = m.minute
WHERE (e.bucket IS NOT NULL OR e.high_ms IS NOT NULL) AND e.n > 0 AND m.component IS NULL
GROUP BY e.component, e.bucket, e.low_ms, e.high_ms
