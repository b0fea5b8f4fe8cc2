// Package contextpointerkeys: keys of a context that are pointers in variables
package contextpointerkeys

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

type ctxKey struct{ name string }

var userKey = &ctxKey{"user"}

type user struct {
	name  string
	roles []string
}

func with(ctx context.Context, u *user) context.Context { return context.WithValue(ctx, userKey, u) }

func of(ctx context.Context) *user {
	u, _ := ctx.Value(userKey).(*user)
	return u
}

func add(ctx context.Context, r string) { u := of(ctx); u.roles = append(u.roles, r) }

// C is the component.
//
//sig:component name=context-pointer-keys scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ctx = with(ctx, &user{name: p.K})
	add(ctx, "x")
	return R{strings.Join(of(ctx).roles, ",")}, nil
}
