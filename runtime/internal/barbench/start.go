package main

import (
	"context"
	"strconv"
	"time"

	"github.com/sigen-dev/sigen/internal/bars"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
)

// A link is one of a thousand shared components of which each requires the one before.
type link struct {
	sig.Instance
	n int
}

type mounted struct {
	abi.Instance
	self link
}

const links = 1000

func startThousand(rounds int) (figure, floor float64) {
	factories := make([]sig.Factory, links)
	names := make([]string, links)
	for n := range factories {
		names[n] = "link-" + strconv.Itoa(n)
		spec := abi.Component{
			Component: names[n], Type: "barbench.link" + strconv.Itoa(n), Scope: abi.ScopeShared,
			Provides: []*abi.Contract{{Name: names[n], Type: "barbench." + names[n]}},
			New: func(m *abi.Mount) abi.Body {
				b := &mounted{self: link{n: n}}
				abi.Attach(m, &b.self.Instance, b)
				return b
			},
			Self: func(b abi.Body) any { return &b.(*mounted).self },
		}
		if n > 0 {
			spec.Requires = []abi.Requirement{{Field: "Before", Kind: abi.NeedContract, Name: names[n-1]}}
		}
		factories[n] = abi.NewFactory(spec)
	}
	ctx := context.Background()
	figure = bars.Median(rounds, func() float64 {
		k := sig.New()
		must(k.Discover(factories...))
		for _, name := range names {
			_, err := k.Instantiate(name, name, nil)
			must(err)
		}
		start := time.Now()
		must(k.Boot(ctx))
		took := float64(time.Since(start).Nanoseconds()) / 1000
		for _, i := range k.Status().Instances {
			if i.State != sig.StateActive {
				panic(k.Why(i.Name))
			}
		}
		must(k.Shutdown(ctx))
		return took
	})
	return figure, bars.Median(rounds, func() float64 {
		start := time.Now()
		var before *link
		all := map[string]*link{}
		for _, name := range names {
			l := &link{}
			if before != nil {
				l.n = before.n + 1
			}
			before, all[name] = l, l
		}
		return float64(time.Since(start).Nanoseconds()) / 1000
	})
}
