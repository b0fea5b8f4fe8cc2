// Package demo is the program of the example: host code that puts three tenants
// on a kernel, moves one of them, replaces another, and lets a fourth be attacked.
//
// Read [Run] first; it is the table of contents. Each step fills one part of the
// [Report], which is printed as it grows.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Options are what the command line says.
type Options struct {
	// Dir is where configuration, databases and objects go, and stay. When it
	// is empty they go to a temporary directory, which Run removes.
	Dir string
	// Hammer is for how long callers on every core call all tenants, in each of the two
	// steps that change something under them.
	Hammer time.Duration
	// Out is where sections are printed; nowhere when nil.
	Out io.Writer
	// Color has sections printed with terminal colours.
	Color bool
}

// Run runs the demo and returns its facts. Report.Wrong lists those that should
// have been otherwise; an error is about what kept it from finding out. Everything
// that Run started has ended when it returns.
func Run(ctx context.Context, o Options) (r *Report, err error) {
	dir := o.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "sigen-multitenant-"); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	r = &Report{}
	p := &printer{out: o.Out, color: o.Color}
	w, err := open(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	for _, step := range []struct {
		name string
		run  func(context.Context, *world, Options, *Report) error
		show func(*printer, *Report)
	}{
		{"tenants", tenantsStep, (*printer).tenants},
		{"answers", answersStep, (*printer).answers},
		{"move", moveStep, (*printer).move},
		{"change", changeStep, (*printer).change},
		{"count", countStep, (*printer).count},
		{"attacks", attacksStep, (*printer).attacks},
	} {
		began := time.Now()
		if err := step.run(ctx, w, o, r); err != nil {
			return r, fmt.Errorf("%s: %w", step.name, err)
		}
		r.Seconds = append(r.Seconds, StepTime{Step: step.name, Seconds: time.Since(began).Seconds()})
		step.show(p, r)
	}
	r.verify()
	p.end(r)
	return r, p.err
}
