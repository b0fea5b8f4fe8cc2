package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

// wire carries calls to a kernel that stands for another process; answer, when set, answers instead.
type wire struct {
	there  *sig.Kernel
	answer string
}

func (w *wire) Invoke(ctx context.Context, e sig.Envelope) ([]byte, error) {
	if w.answer != "" {
		return []byte(w.answer), nil
	}
	return w.there.Bus().InvokeJSON(ctx, "f.tail", e.Params)
}

func main() {
	there := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateFile(k, "f", FileProps{Target: "acme"})) }, FileFactory)
	defer run.Done(there)
	w := &wire{there: there}
	here := run.With([]sig.Option{sig.WithTransport(w)}, func(*sig.Kernel) {})
	defer run.Done(here)

	c := NewJournalClient(here).Target("acme")
	for l, err := range c.Tail(run.Quiet, TailParams{Lines: 3}) {
		run.Show("line", l, err)
		if l.N == 1 {
			break
		}
	}
	for l, err := range c.Tail(run.Quiet, TailParams{Lines: 101}) {
		run.Show("refused", l, err)
	}
	for _, w.answer = range []string{`[]`, `null`, `[{"n":1,"text":"x","new":true}]`, `[{"n":"1"}]`, `[{"n":1,"text":"x"}`, `{}`} {
		for l, err := range c.Tail(run.Quiet, TailParams{}) {
			run.Show(w.answer, l, err)
		}
	}
}
