package main

import (
	"context"
	"errors"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Settings have a number.
//
//sig:config prefix=calc
type Settings struct {
	Text string `json:"text" sig:"default=1"`
}

// Number is a number.
type Number int

// Calc computes.
//
//sig:component name=failing-calc scope=tenant
type Calc struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
	Strict   bool                   `sig:"prop,optional"`
}

//sig:computed
func (c *Calc) computeNumber() (Number, error) {
	n, err := strconv.Atoi(c.Settings.Get().Text)
	return Number(n), err
}

//sig:computed
func (c *Calc) computeInverse() Number {
	n, err := c.Number()
	if err != nil {
		return -1
	}
	return 100 / n
}

//sig:effect
func (c *Calc) check(ctx context.Context) error {
	if _, err := c.Number(); err != nil && c.Strict {
		return errors.New("strict: " + err.Error())
	}
	return nil
}

//sig:runnable
func (c *Calc) Get(ctx context.Context) (Number, error) { return c.Number() }

//sig:runnable
func (c *Calc) Invert(ctx context.Context) (Number, error) { return c.Inverse(), nil }
