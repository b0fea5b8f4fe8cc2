package main

import (
	"context"
	"maps"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Source gives text.
//
//sig:contract name=follows-source
type Source interface {
	//sig:runnable
	Give(ctx context.Context) (Text, error)
}

// Tap is a source.
//
//sig:component name=follows-tap scope=tenant
//sig:provides Source
type Tap struct {
	sig.Instance
	Kind string `sig:"prop,default=cold"`
}

// Give gives.
func (t *Tap) Give(ctx context.Context) (Text, error) {
	return Text(t.Name() + " (" + t.Kind + ")"), nil
}

// Pool collects.
//
//sig:component name=follows-pool scope=tenant
type Pool struct {
	sig.Instance
	All    []Source          `sig:"requires"`
	ByKind map[string]Source `sig:"requires,key=kind"`
}

// Full is all that it has.
type Full struct{ All, ByKind []Text }

//sig:runnable
func (p *Pool) Fill(ctx context.Context) (Full, error) {
	var out Full
	for _, s := range p.All {
		t, err := s.Give(ctx)
		if err != nil {
			return Full{}, err
		}
		out.All = append(out.All, t)
	}
	for _, kind := range slices.Sorted(maps.Keys(p.ByKind)) {
		t, err := p.ByKind[kind].Give(ctx)
		if err != nil {
			return Full{}, err
		}
		out.ByKind = append(out.ByKind, Text(kind)+"="+t)
	}
	return out, nil
}
