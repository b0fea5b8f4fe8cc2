// Package tvalidate is a case.
package realsignuprules

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Signup is a form.
type Signup struct {
	Email    string            `json:"email"`
	Password string            `json:"password"`
	Phone    string            `json:"phone"`
	Extra    map[string]string `json:"extra"`
}

// Problems are by field.
type Problems struct {
	Fields map[string][]string `json:"fields"`
}

type rule struct {
	field string
	get   func(*Signup) string
	check []check
}

type check struct {
	ok  func(string) bool
	msg string
}

var (
	emailRE = regexp.MustCompile(`(?i)^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$`)
	phoneRE = regexp.MustCompile(`^\+?[0-9 ]{6,20}$`)
	digit   = regexp.MustCompile(`[0-9]`)

	required = check{func(s string) bool { return s != "" }, "is required"}

	rules = []rule{
		{"email", func(s *Signup) string { return s.Email }, []check{required, matches(emailRE, "is no address"), maxLen(80)}},
		{"password", func(s *Signup) string { return s.Password }, []check{required, minLen(12), matches(digit, "needs a digit")}},
		{"phone", func(s *Signup) string { return s.Phone }, []check{optional(matches(phoneRE, "is no number"))}},
	}
)

func matches(re *regexp.Regexp, msg string) check { return check{re.MatchString, msg} }

func minLen(n int) check {
	return check{func(s string) bool { return utf8.RuneCountInString(s) >= n }, fmt.Sprintf("needs %d characters", n)}
}

func maxLen(n int) check {
	return check{func(s string) bool { return utf8.RuneCountInString(s) <= n }, "is longer than " + strconv.Itoa(n)}
}

func optional(c check) check {
	return check{func(s string) bool { return s == "" || c.ok(s) }, c.msg}
}

// It is the component.
//
//sig:component name=real-signup-rules scope=tenant
type Signups struct {
	sig.Instance
	mu    sync.Mutex
	taken map[string]struct{}
}

func validate(s *Signup) map[string][]string {
	out := map[string][]string{}
	for _, r := range rules {
		v := r.get(s)
		for _, c := range r.check {
			if !c.ok(v) {
				out[r.field] = append(out[r.field], c.msg)
			}
		}
	}
	return out
}

//sig:runnable desc="one call"
func (c *Signups) Register(ctx context.Context, s Signup) (Problems, error) {
	p := validate(&s)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.taken == nil {
		c.taken = make(map[string]struct{})
	}
	key := strings.ToLower(s.Email)
	if _, ok := c.taken[key]; ok {
		p["email"] = append(p["email"], "is taken")
	}
	if len(p) == 0 {
		c.taken[key] = struct{}{}
	}
	return Problems{p}, nil
}
