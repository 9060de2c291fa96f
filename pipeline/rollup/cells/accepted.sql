-- Events with copies removed. Without an id a record is itself (its position is read once).
-- Of copies that differ the worst wins: bad over good, then the larger count; what is
-- still equal in both takes the slowest and the earliest, so that order never matters.
SELECT component, region, probe, minute, quarter, utc_day, first_minute, time_ms, records, bad, n,
  duration_ms, low_ms, high_ms, bucket, unsampled
FROM sorted_out
WHERE id IS NULL AND left_out IS NULL
UNION ALL
SELECT
  e.component AS component,
  MIN(e.region) AS region,
  MIN(e.probe) AS probe,
  MIN(e.minute) AS minute,
  MIN(e.quarter) AS quarter,
  e.utc_day AS utc_day,
  MIN(e.first_minute) AS first_minute,
  MIN(e.time_ms) AS time_ms,
  MAX(e.records) AS records,
  MAX(e.bad) AS bad,
  MAX(e.n) AS n,
  MAX(e.duration_ms) AS duration_ms,
  MAX(e.low_ms) AS low_ms,
  MAX(e.high_ms) AS high_ms,
  MAX(e.bucket) AS bucket,
  MAX(e.unsampled) AS unsampled
FROM sorted_out AS e
INNER JOIN (
  SELECT component, id, utc_day, MAX(bad * 1099511627776 + n) AS weight
  FROM sorted_out
  WHERE id IS NOT NULL AND left_out IS NULL
  GROUP BY component, id, utc_day
) AS worst
  ON e.component = worst.component AND e.id = worst.id AND e.utc_day = worst.utc_day
WHERE e.left_out IS NULL AND e.bad * 1099511627776 + e.n = worst.weight
GROUP BY e.component, e.id, e.utc_day
