// Package tbatcher is a case.
package realbatcher

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Point is measured.
type Point struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
}

// Stats answer.
type Stats struct {
	Flushed int `json:"flushed"`
	Waiting int `json:"waiting"`
}

type batcher[T any] struct {
	mu    sync.Mutex
	buf   []T
	max   int
	flush func(context.Context, []T) error
}

func newBatcher[T any](max int, flush func(context.Context, []T) error) *batcher[T] {
	return &batcher[T]{max: max, flush: flush}
}

func (b *batcher[T]) add(ctx context.Context, v T) error {
	b.mu.Lock()
	b.buf = append(b.buf, v)
	if len(b.buf) < b.max {
		b.mu.Unlock()
		return nil
	}
	full := b.buf
	b.buf = nil
	b.mu.Unlock()
	return b.flush(ctx, full)
}

func (b *batcher[T]) close(ctx context.Context) error {
	b.mu.Lock()
	rest := b.buf
	b.buf = nil
	b.mu.Unlock()
	if len(rest) == 0 {
		return nil
	}
	return b.flush(ctx, rest)
}

// It is the component.
//
//sig:component name=real-batcher scope=tenant
type Metrics struct {
	sig.Instance
	Files   sig.Storage `sig:"requires"`
	batch   *batcher[Point]
	flushed atomic.Int64
	seq     atomic.Int64
}

//sig:activate
func (m *Metrics) start(ctx context.Context) error {
	m.batch = newBatcher(100, m.write)
	return nil
}

//sig:deactivate
func (m *Metrics) stop(ctx context.Context) error { return m.batch.close(ctx) }

func (m *Metrics) write(ctx context.Context, ps []Point) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, p := range ps {
		if err := w.Write([]string{p.Name, strconv.FormatFloat(p.Value, 'g', -1, 64)}); err != nil {
			return err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	m.flushed.Add(int64(len(ps)))
	return m.Files.Put(ctx, fmt.Sprintf("points/%06d.csv", m.seq.Add(1)), b.Bytes())
}

//sig:runnable desc="one call"
func (m *Metrics) Add(ctx context.Context, p Point) error { return m.batch.add(ctx, p) }

//sig:runnable desc="one call"
func (m *Metrics) Stats(ctx context.Context) (Stats, error) {
	m.batch.mu.Lock()
	defer m.batch.mu.Unlock()
	return Stats{int(m.flushed.Load()), len(m.batch.buf)}, nil
}
