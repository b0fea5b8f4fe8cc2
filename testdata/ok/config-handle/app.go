package main

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Reader reads.
//
//sig:component name=config-reader scope=tenant
type Reader struct {
	sig.Instance
	Config sig.Config `sig:"requires"`
}

//sig:computed
func (r *Reader) computeLook() string {
	return r.Config.String("app.color", "none") + " " + strconv.Itoa(r.Config.Int("app.size", -1))
}

//sig:runnable
func (r *Reader) Show(ctx context.Context) (Text, error) { return Text(r.Look()), nil }

// Path is a path.
type Path string

//sig:runnable
func (r *Reader) Read(ctx context.Context, p Path) (Text, error) {
	return Text(r.Config.String(string(p), "(nothing)")), nil
}
