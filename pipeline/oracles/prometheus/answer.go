// Answers queries by Prometheus' own engine, so that a reading of our numbers that nobody
// here wrote stands beside them: a question as JSON on stdin, its answers on stdout.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"
)

// A gauge's values, one a minute from the epoch on; null where nothing was scraped.
type gauges map[string][]*float64

type question struct {
	Gauges  gauges
	Queries []struct {
		Expr   string
		Minute int64
	}
}

// One series of a name, or none.
type found struct {
	series storage.Series
	left   int
}

func (f *found) Next() bool                        { f.left--; return f.left >= 0 }
func (f *found) At() storage.Series                { return f.series }
func (f *found) Err() error                        { return nil }
func (f *found) Warnings() annotations.Annotations { return nil }

func (g gauges) Querier(_, _ int64) (storage.Querier, error) {
	return &storage.MockQuerier{SelectMockFunction: g.selected}, nil
}

func (g gauges) selected(_ bool, _ *storage.SelectHints, by ...*labels.Matcher) storage.SeriesSet {
	name := by[len(by)-1].Value
	series := promql.Series{Metric: labels.FromStrings(labels.MetricName, name)}
	for minute, value := range g[name] {
		if value != nil {
			series.Floats = append(series.Floats, promql.FPoint{T: int64(minute) * 60_000, F: *value})
		}
	}
	if len(series.Floats) == 0 {
		return &found{}
	}
	return &found{series: promql.NewStorageSeries(series), left: 1}
}

// The single value of an expression; null where its result is empty.
func answer(engine *promql.Engine, held gauges, expr string, minute int64) *float64 {
	at := time.Unix(minute*60, 0)
	query, err := engine.NewInstantQuery(context.Background(), held, nil, expr, at)
	if err != nil {
		log.Fatal(expr, ": ", err)
	}
	defer query.Close()
	vector, err := query.Exec(context.Background()).Vector()
	if err != nil {
		log.Fatal(expr, ": ", err)
	}
	if len(vector) > 1 {
		log.Fatal(expr, " has ", len(vector), " values")
	}
	if len(vector) == 0 {
		return nil
	}
	return &vector[0].F
}

func main() {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		log.Fatal(err)
	}
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples: 10_000_000,
		Timeout:    time.Minute,
		Parser:     parser.NewParser(parser.Options{}),
	})
	answers := make([]*float64, len(asked.Queries))
	for i, query := range asked.Queries {
		answers[i] = answer(engine, asked.Gauges, query.Expr, query.Minute)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}
