// Package svalidationschema is a case.
package sharedschemas

import (
	"context"
	"fmt"
	"regexp"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Form is checked.
type Form struct {
	Kind   string            `json:"kind"`
	Fields map[string]string `json:"fields"`
}

// Problems answer.
type Problems struct {
	Problems []string `json:"problems"`
}

type validator func(string) error

type field struct {
	name     string
	required bool
	checks   []validator
}

var postcode = regexp.MustCompile(`^\d{5}$`)

func pattern(re *regexp.Regexp) validator {
	return func(s string) error {
		if !re.MatchString(s) {
			return fmt.Errorf("does not match %s", re)
		}
		return nil
	}
}

func between(lo, hi int) validator {
	return func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		if n < lo || n > hi {
			return fmt.Errorf("is not in %d..%d", lo, hi)
		}
		return nil
	}
}

func oneOf(vs ...string) validator {
	set := make(map[string]struct{}, len(vs))
	for _, v := range vs {
		set[v] = struct{}{}
	}
	return func(s string) error {
		if _, ok := set[s]; !ok {
			return fmt.Errorf("is none of %v", vs)
		}
		return nil
	}
}

var schemas = map[string][]field{
	"address": {
		{name: "zip", required: true, checks: []validator{pattern(postcode)}},
		{name: "country", checks: []validator{oneOf("de", "at", "ch")}},
	},
	"person": {{name: "age", checks: []validator{between(0, 150)}}},
}

// It is the component.
//
//sig:component name=shared-schemas scope=shared
type Forms struct{ sig.Instance }

//sig:runnable desc="one call"
func (f *Forms) Check(ctx context.Context, in Form) (Problems, error) {
	schema, ok := schemas[in.Kind]
	if !ok {
		return Problems{}, fmt.Errorf("no form %q", in.Kind)
	}
	var out Problems
	for _, fd := range schema {
		v, ok := in.Fields[fd.name]
		if !ok {
			if fd.required {
				out.Problems = append(out.Problems, fd.name+" is missing")
			}
			continue
		}
		for _, check := range fd.checks {
			if err := check(v); err != nil {
				out.Problems = append(out.Problems, fmt.Sprintf("%s %v", fd.name, err))
			}
		}
	}
	return out, nil
}
