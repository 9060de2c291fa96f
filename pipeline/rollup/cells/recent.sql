-- Latency buckets of the last settled minutes, whatever days they lie in.
SELECT e.component AS component, e.bucket AS bucket, SUM(e.n) AS n,
  MIN(e.duration_ms) AS min_ms, MAX(e.duration_ms) AS max_ms
FROM settled AS e
LEFT JOIN maintenance AS m ON e.component = m.component AND e.minute = m.minute
WHERE e.bucket IS NOT NULL AND e.n > 0 AND m.component IS NULL
GROUP BY e.component, e.bucket
