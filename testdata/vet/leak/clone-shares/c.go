package cloneshares

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type Table struct{ m map[string]string }

func (t *Table) Clone() *Table                { return t } // want SIG722
func (t *Table) Put(k, v string)              { t.m[k] = v }
func (t *Table) Get(k string) string          { return t.m[k] }
func (t *Table) MarshalText() ([]byte, error) { return nil, nil }
func (t *Table) UnmarshalText([]byte) error   { return nil }

// R is a result.
type R struct {
	T *Table `json:"t"`
}

// C does.
//
//sig:component name=clone-shares scope=shared
type C struct {
	sig.Instance
	t *Table
}

//sig:activate
func (c *C) open(ctx context.Context) error { c.t = &Table{map[string]string{}}; return nil }

//sig:runnable
func (c *C) Do(ctx context.Context) (R, error) { return R{c.t}, nil }
