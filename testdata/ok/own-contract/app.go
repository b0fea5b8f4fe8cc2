package main

import (
	"context"
	"errors"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// HelloParams says whom to greet.
type HelloParams struct {
	Name string `json:"name" sig:"min=1"`
}

// HelloResult is a greeting.
type HelloResult struct {
	Text string `json:"text"`
}

// Names are names.
type Names []string

// Greeter greets.
//
//sig:component name=greeter scope=tenant
type Greeter struct {
	sig.Instance
	greeted []string
}

// Hello greets one person.
//
// It remembers whom it greeted.
//
//sig:runnable desc="Say \"hello\" to somebody" idempotent
func (g *Greeter) Hello(ctx context.Context, p HelloParams) (HelloResult, error) {
	if p.Name == "nobody" {
		return HelloResult{}, errors.New("nobody is there")
	}
	g.greeted = append(g.greeted, p.Name)
	return HelloResult{Text: "hello " + p.Name}, nil
}

//sig:runnable name=all-names
func (g *Greeter) GetHTTPNames(ctx context.Context) (Names, error) { return g.greeted, nil }

//sig:runnable destructive
func (g *Greeter) Forget(ctx context.Context) error {
	g.greeted = nil
	return nil
}

//sig:runnable
func (g *Greeter) AddMany(ctx context.Context, names Names) error {
	if len(names) == 0 {
		return errors.New("no " + strings.ToLower("NAMES"))
	}
	g.greeted = append(g.greeted, names...)
	return nil
}
