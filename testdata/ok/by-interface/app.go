package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Speller spells.
//
//sig:contract name=by-interface-speller
type Speller interface {
	//sig:runnable
	Spell(ctx context.Context, t Text) (Text, error)
}

// Dictionary spells.
//
//sig:component name=by-interface-dictionary scope=tenant
//sig:provides Speller
type Dictionary struct{ sig.Instance }

// Spell spells.
func (d *Dictionary) Spell(ctx context.Context, t Text) (Text, error) {
	caller, _ := sig.CallerOf(ctx)
	return t + Text(" as "+d.Target()+" spells it for "+caller.Instance()), nil
}

// Editor edits.
//
//sig:component name=by-interface-editor scope=tenant
type Editor struct {
	sig.Instance
	Speller Speller `sig:"requires"`
}

//sig:runnable
func (e *Editor) Edit(ctx context.Context, t Text) (Text, error) { return e.Speller.Spell(ctx, t) }
