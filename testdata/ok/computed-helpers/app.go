package main

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Settings are a tenant's.
//
//sig:config prefix=helped
type Settings struct {
	Mode string   `json:"mode" sig:"default=short"`
	Tags []string `json:"tags" sig:"optional"`
	Note string   `json:"note" sig:"default=n"`
}

// Board shows.
//
//sig:component name=helped-board scope=tenant
type Board struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
	Title    sig.Signal[string]
	Detail   sig.Signal[string]
	Unused   sig.Signal[string]
}

//sig:computed
func (b *Board) computeHead() string {
	fmt.Println("  head runs")
	cell := &b.Title
	if b.short() {
		return cell.Get()
	}
	out := []string{}
	for _, get := range []func() string{cell.Get, func() string { return detail(b) }} {
		out = append(out, get())
	}
	return strings.Join(out, "/")
}

func (b *Board) short() bool { return mode(b.Settings.Get()) == "short" }

func mode(s Settings) string { return s.Mode }

func detail(b *Board) string { return b.Detail.Get() }

//sig:computed
func (b *Board) computeTail() string {
	fmt.Println("  tail runs")
	return b.Head() + "!"
}

//sig:runnable
func (b *Board) Show(ctx context.Context) (Text, error) { return Text(b.Tail()), nil }

// Change is a change.
type Change struct{ Title, Detail, Unused *string }

//sig:runnable
func (b *Board) Set(ctx context.Context, c Change) error {
	for cell, v := range map[*sig.Signal[string]]*string{&b.Title: c.Title, &b.Detail: c.Detail, &b.Unused: c.Unused} {
		if v != nil {
			cell.Set(*v)
		}
	}
	return nil
}
