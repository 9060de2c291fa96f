-- Why an event counts nowhere. Of several signals of a component the first in its order
-- counts, chosen anew for every UTC day; the others are another view of the same requests.
SELECT
  e.component AS component,
  e.region AS region,
  e.probe AS probe,
  e.id AS id,
  e.minute AS minute,
  e.quarter AS quarter,
  e.utc_day AS utc_day,
  e.first_minute AS first_minute,
  e.time_ms AS time_ms,
  e.records AS records,
  e.bad AS bad,
  e.n AS n,
  e.duration_ms AS duration_ms,
  e.low_ms AS low_ms,
  e.high_ms AS high_ms,
  e.bucket AS bucket,
  e.unsampled AS unsampled,
  CASE
    WHEN e.excluded IS NOT NULL THEN e.excluded
    WHEN s.place = best.place THEN NULL
    ELSE 'other-signal'
  END AS left_out
FROM events AS e
LEFT JOIN signals AS s ON e.component = s.component AND e.signal = s.signal
LEFT JOIN (
  SELECT e.component AS component, e.utc_day AS utc_day, MIN(s.place) AS place
  FROM events AS e
  INNER JOIN signals AS s ON e.component = s.component AND e.signal = s.signal
  WHERE e.excluded IS NULL
  GROUP BY e.component, e.utc_day
) AS best
  ON e.component = best.component AND e.utc_day = best.utc_day
