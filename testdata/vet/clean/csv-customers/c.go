// Package csvcustomers: an import of customers with errors by line
package csvcustomers

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/mail"
	"strconv"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type customer struct {
	id, name, mail string
	limit          int64
}

type lineError struct {
	line  int
	field string
	err   error
}

func (e *lineError) Error() string { return fmt.Sprintf("line %d, %s: %v", e.line, e.field, e.err) }
func (e *lineError) Unwrap() error { return e.err }

type column struct {
	name string
	set  func(c *customer, s string) error
}

var errEmpty = errors.New("is empty")

var columns = []column{
	{"id", func(c *customer, s string) error {
		if s == "" {
			return errEmpty
		}
		c.id = s
		return nil
	}},
	{"name", func(c *customer, s string) error { c.name = strings.TrimSpace(s); return nil }},
	{"mail", func(c *customer, s string) error {
		a, err := mail.ParseAddress(s)
		if err != nil {
			return err
		}
		c.mail = a.Address
		return nil
	}},
	{"limit", func(c *customer, s string) (err error) { c.limit, err = strconv.ParseInt(s, 10, 64); return err }},
}

// C is the component.
//
//sig:component name=csv-customers scope=tenant
type C struct {
	sig.Instance
	mu        sync.RWMutex
	customers map[string]customer
}

//sig:runnable desc="one call"
func (c *C) Import(ctx context.Context, p P) (R, error) {
	r := csv.NewReader(strings.NewReader(p.V))
	r.FieldsPerRecord = len(columns)
	r.ReuseRecord = true
	var errs []error
	got := map[string]customer{}
	for {
		rec, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return R{}, err
		}
		line, _ := r.FieldPos(0)
		var cu customer
		for i, col := range columns {
			if err := col.set(&cu, rec[i]); err != nil {
				errs = append(errs, &lineError{line, col.name, err})
			}
		}
		got[cu.id] = cu
	}
	if err := errors.Join(errs...); err != nil {
		return R{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.customers == nil {
		c.customers = got
	} else {
		maps.Copy(c.customers, got)
	}
	return R{N: len(c.customers)}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
