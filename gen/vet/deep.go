package vet

import (
	"context"
	"maps"
	"slices"

	"github.com/sigen-dev/sigen/gen/vet/internal/deep"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// programs reads the whole programs of a run with Config.Deep, nil without it. Their call graph
// says what the layers below leave open: which functions a call through an interface or a
// function value can lead to. It replaces the guess that all may, nothing else: what those functions
// do is looked at as for every other call.
func programs(ctx context.Context, cfg Config, l *loaded) (*deep.Program, error) {
	if !cfg.Deep || len(l.roots) == 0 {
		return nil, nil
	}
	patterns := cfg.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	world, err := deep.Load(ctx, deep.Config{Dir: l.dir, Tags: cfg.Tags, Env: cfg.Env, Patterns: patterns, Std: std.Load().Std, Progress: cfg.Progress})
	if err != nil {
		return nil, err
	}
	l.callees = world.Callees
	return world, nil
}

// linked adds what only whole programs show: variables that a package names which cannot
// name them in Go. Whoever reaches their package is told.
func linked(all []*facts.Package, world *deep.Program) {
	if world == nil {
		return
	}
	for _, k := range all {
		for _, name := range slices.Sorted(maps.Keys(k.Globals)) {
			if by := world.Linked[name]; by != "" {
				k.Syntax = append(k.Syntax, facts.Effect{Code: facts.CodeLanguage, Verdict: facts.Leak, Object: name, Pos: k.Globals[name].Pos,
					Text: "has a package-level variable that " + by + " names by linkname or in assembly"})
			}
		}
	}
}
