package main

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Translator translates.
//
//sig:contract name=optional-translator
type Translator interface {
	//sig:runnable
	Translate(ctx context.Context, t Text) (Text, error)
}

// Loud translates into capitals.
//
//sig:component name=optional-loud scope=tenant
//sig:provides Translator
type Loud struct{ sig.Instance }

// Translate translates.
func (l *Loud) Translate(ctx context.Context, t Text) (Text, error) { return t + "!", nil }

// Desk needs nobody.
//
//sig:component name=optional-desk scope=tenant
type Desk struct {
	sig.Instance
	Client TranslatorClient `sig:"requires,optional"`
	Direct Translator       `sig:"requires,optional"`
	Store  sig.Storage      `sig:"requires,optional"`
}

//sig:runnable
func (d *Desk) Say(ctx context.Context, t Text) (Text, error) {
	out, err := d.Client.Translate(ctx, t)
	if errors.Is(err, sig.ErrNotFound) {
		return t + " (as it is)", nil
	}
	return out, err
}

//sig:runnable
func (d *Desk) SayDirectly(ctx context.Context, t Text) (Text, error) {
	return d.Direct.Translate(ctx, t)
}

//sig:runnable
func (d *Desk) Keep(ctx context.Context, t Text) error { return d.Store.Put(ctx, "t", []byte(t)) }
