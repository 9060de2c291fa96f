-- One row per component, vantage point and minute. `standing` is the last result of the
-- minute: ((ms into the minute) * 2 + bad) * 2 + slow; at the same instant the worse wins.
-- Without a threshold nothing is over it, so nothing is timed against it either. Where only
-- a bucket's bounds are known, `slow` counts what is surely over it and `slow_high` what may
-- be: a bucket holds more than its lower and at most its upper bound.
SELECT
  e.component AS component,
  e.region AS region,
  e.probe AS probe,
  e.minute AS minute,
  e.utc_day AS utc_day,
  MIN(e.first_minute) AS first_minute,
  SUM(e.records) AS records,
  SUM(e.n) AS n,
  SUM(e.n * e.bad) AS bad,
  SUM(CASE WHEN (e.bucket IS NULL AND e.high_ms IS NULL) OR o.p99_ms IS NULL THEN 0 ELSE e.n END) AS timed,
  SUM(CASE WHEN (e.bucket = 1000000 AND o.p99_ms IS NOT NULL) OR e.duration_ms > o.p99_ms
    OR e.low_ms >= o.p99_ms THEN e.n ELSE 0 END) AS slow,
  SUM(CASE WHEN (e.bucket = 1000000 AND o.p99_ms IS NOT NULL) OR e.duration_ms > o.p99_ms
    OR e.high_ms > o.p99_ms THEN e.n ELSE 0 END) AS slow_high,
  MAX(CASE WHEN e.n = 0 THEN -1
    ELSE ((e.time_ms - e.minute * CAST(60000 AS BIGINT)) * 2 + e.bad) * 2
      + CASE WHEN (e.bucket = 1000000 AND o.p99_ms IS NOT NULL) OR e.duration_ms > o.p99_ms THEN 1 ELSE 0 END
    END) AS standing,
  MAX(e.bucket) AS bucket,
  MAX(e.unsampled) AS unsampled
FROM accepted AS e
INNER JOIN objectives AS o ON e.component = o.component
WHERE e.quarter >= o.from_quarter AND e.quarter < o.until_quarter
GROUP BY e.component, e.region, e.probe, e.minute, e.utc_day
