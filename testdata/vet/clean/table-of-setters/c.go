// Package tableofsetters: a list of functions of a table, which set what they are called with
package tableofsetters

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Row is one contact.
type Row struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	Age   int    `json:"age"`
}

// Report says what was read.
type Report struct {
	Rows   []Row    `json:"rows"`
	Errors []string `json:"errors"`
}

// In is a file.
type In struct {
	Data  string `json:"data"`
	Comma string `json:"comma" sig:"default=','"`
}

type setter func(r *Row, v string) error

var email = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[a-z]{2,}$`)

var columns = map[string]setter{
	"name": func(r *Row, v string) error {
		if v = strings.TrimSpace(v); v == "" {
			return errors.New("name is empty")
		}
		r.Name = v
		return nil
	},
	"email": func(r *Row, v string) error {
		if !email.MatchString(v) {
			return fmt.Errorf("%q is no address", v)
		}
		r.Email = strings.ToLower(v)
		return nil
	},
	"age": setAge,
}

func setAge(r *Row, v string) error {
	n, err := strconv.Atoi(v)
	if err != nil {
		return err
	}
	r.Age = n
	return nil
}

// Importer is the component.
//
//sig:component name=table-of-setters scope=tenant
type Importer struct {
	sig.Instance
	Files    sig.Storage `sig:"requires"`
	imported atomic.Int64
}

func header(rec []string) ([]setter, error) {
	out := make([]setter, len(rec))
	for i, name := range rec {
		set, ok := columns[strings.ToLower(strings.TrimSpace(name))]
		if !ok {
			return nil, fmt.Errorf("column %d: %q is unknown", i+1, name)
		}
		out[i] = set
	}
	return out, nil
}

//sig:runnable desc="one call"
func (c *Importer) Import(ctx context.Context, in In) (Report, error) {
	r := csv.NewReader(strings.NewReader(in.Data))
	r.Comma, _ = utf8.DecodeRuneInString(in.Comma)
	r.TrimLeadingSpace = true
	first, err := r.Read()
	if err != nil {
		return Report{}, err
	}
	sets, err := header(first)
	if err != nil {
		return Report{}, err
	}
	var rep Report
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			rep.Errors = append(rep.Errors, fmt.Sprintf("line %d: %v", pe.Line, pe.Err))
			continue
		}
		if err != nil {
			return rep, err
		}
		var row Row
		for i, v := range rec {
			if err := sets[i](&row, v); err != nil {
				rep.Errors = append(rep.Errors, err.Error())
			}
		}
		rep.Rows = append(rep.Rows, row)
	}
	c.imported.Add(int64(len(rep.Rows)))
	return rep, c.Files.Put(ctx, "last.csv", []byte(in.Data))
}
