package attack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
)

// A door is one way in which a handle takes text. open tries it with a key, as acme's
// suspect, and returns all that it learned; own is a key that has to work, so that a door
// that is always shut proves nothing.
type door struct {
	own  string
	open func(ctx context.Context, s *victim.Suspect, key string) (learned string, err error)
}

func doors(w *world, admin sig.ConfigAdmin) map[string]door {
	files := func(of func(s *victim.Suspect) sig.Storage) map[string]door {
		return map[string]door{
			"Get": {"canary", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
				data, err := of(s).Get(ctx, key)
				return string(data), err
			}},
			"Put": {"mine", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
				return "", of(s).Put(ctx, key, []byte("hostile"))
			}},
			"Delete": {"mine", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
				return "", of(s).Delete(ctx, key)
			}},
			"List": {"", func(ctx context.Context, s *victim.Suspect, key string) (learned string, err error) {
				for name, err := range of(s).List(ctx, key) {
					if err != nil {
						return learned, err
					}
					data, _ := of(s).Get(ctx, name)
					learned += name + string(data)
				}
				return learned, nil
			}},
		}
	}
	all := map[string]door{
		"Config.String": {"suspect.note", func(_ context.Context, s *victim.Suspect, key string) (string, error) {
			return s.Config.String(key, ""), nil
		}},
		"Config.Int": {"suspect.note", func(_ context.Context, s *victim.Suspect, key string) (string, error) {
			return fmt.Sprint(s.Config.Int(key, 0)), nil
		}},
		"Credentials.Get": {"api-key", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			secret, err := s.Creds.Get(ctx, key)
			return secret.Reveal(), err
		}},
		"Pool.Use": {"acme.db", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			if err := admin.Set("tenants.acme.suspect.url", "sqlite:"+key); err != nil {
				return "", err
			}
			if err := s.Pool.Use(ctx, s.Settings.Get().URL); err != nil {
				return "", err
			}
			return rowsOf(s.Pool.Query(ctx, "SELECT text FROM canaries"))
		}},
		"Pool.Query": {"SELECT 1", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			return rowsOf(s.Pool.Query(ctx, key))
		}},
		"Pool.Exec": {"SELECT 1", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			_, err := s.Pool.Exec(ctx, key)
			return "", err
		}},
		"an argument of Pool.Query": {"x", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			return rowsOf(s.Pool.Query(ctx, "SELECT text FROM canaries WHERE text = ? OR text LIKE ?", key, key))
		}},
		"a name in Pool.Query": {"main", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			return rowsOf(s.Pool.Query(ctx, `SELECT text FROM "`+strings.ReplaceAll(key, `"`, `""`)+`".canaries`))
		}},
		"Publish": {"victim.rumour", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			return "", s.Publish(ctx, key, victim.Rumour{Text: acmeCanary})
		}},
		"Log": {"x", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			s.Log().Log(ctx, sig.LevelInfo, key, sig.Attr{Key: key, Value: key})
			return "", nil
		}},
		"an idempotency key": {"x", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			l, err := s.Peer.Run(sig.WithIdempotencyKey(ctx, key), victim.Order{Plot: "whose"})
			return l.Text, err
		}},
		"a trace": {"x", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			l, err := s.Board.Run(sig.WithTrace(ctx, key), victim.Order{Plot: "whose-board"})
			return l.Text, err
		}},
		"a param": {"whose-board", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			l, err := s.Board.Run(ctx, victim.Order{Plot: key, Arg: key})
			return l.Text, err
		}},
		"a call by name": {"acme-suspect.run", func(ctx context.Context, _ *victim.Suspect, key string) (string, error) {
			r, err := w.Bus().Invoke(ctx, key, sig.Params{"plot": "whose"})
			return fmt.Sprint(r), err
		}},
		"an instance in a call by name": {"acme-suspect", func(ctx context.Context, _ *victim.Suspect, key string) (string, error) {
			r, err := w.Bus().Invoke(ctx, key+".run", sig.Params{"plot": "whose"})
			return fmt.Sprint(r), err
		}},
		"a target in a call by name": {"acme", func(ctx context.Context, _ *victim.Suspect, key string) (string, error) {
			r, err := w.Bus().Invoke(ctx, "suspect.run", sig.Params{"target": key, "plot": "whose"})
			return fmt.Sprint(r), err
		}},
	}
	for name, of := range map[string]func(s *victim.Suspect) sig.Storage{
		"Storage":               func(s *victim.Suspect) sig.Storage { return s.Files },
		"Storage of a tenant's": func(s *victim.Suspect) sig.Storage { return s.Common },
	} {
		for method, d := range files(of) {
			all[name+"."+method] = d
		}
	}
	for what, request := range map[string]func(key string) sig.HTTPRequest{
		"URL":    func(key string) sig.HTTPRequest { return sig.HTTPRequest{URL: key} },
		"host":   func(key string) sig.HTTPRequest { return sig.HTTPRequest{URL: "http://" + key + ":9/"} },
		"path":   func(key string) sig.HTTPRequest { return sig.HTTPRequest{URL: "http://127.0.0.1:9/" + key} },
		"method": func(key string) sig.HTTPRequest { return sig.HTTPRequest{Method: key, URL: "http://127.0.0.1:9/"} },
		"header": func(key string) sig.HTTPRequest {
			return sig.HTTPRequest{URL: "http://127.0.0.1:9/", Header: map[string][]string{key: {key}, "Host": {key}}}
		},
	} {
		// Nothing is allowed to acme, so that none of them works.
		all["HTTP by "+what] = door{"", func(ctx context.Context, s *victim.Suspect, key string) (string, error) {
			r, err := s.HTTP.Do(ctx, request(key))
			if err == nil {
				return "", fmt.Errorf("something answers: %d", r.Status)
			}
			return "", err
		}}
	}
	return all
}

// rowsOf is the text of all rows.
func rowsOf(rows interface {
	Next() bool
	Scan(...any) error
	Err() error
	Close() error
}, err error) (text string, _ error) {
	if err != nil {
		return "", err
	}
	defer rows.Close()
	for rows.Next() {
		var t string
		if err := rows.Scan(&t); err != nil {
			return text, err
		}
		text += t + "\n"
	}
	return text, rows.Err()
}

// Every door of every handle with every hostile key: none leads to another tenant, none panics, and
// what is refused is refused by an error with a code.
func TestEveryHandleWithEveryHostileKey(t *testing.T) {
	w := newWorld(t)
	w.plant("acme", acmeCanary)
	w.plant("globex", globexCanary)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.Set("tenants.globex.http.allow", "http://127.0.0.1:9"); err != nil {
		t.Fatal(err)
	}
	victim.Plan("whose", func(_ context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
		return victim.Loot{Text: "of " + s.Target()}, nil
	})
	victim.PlanBoard("whose-board", func(ctx context.Context, _ *victim.Board, _ string) (victim.Loot, error) {
		c, _ := sig.CallerOf(ctx)
		return victim.Loot{Text: "of " + c.Tenant()}, nil
	})
	for _, key := range hostileKeys() { // globex has used every one of them
		w.must("globex", func(ctx context.Context, s *victim.Suspect) error {
			_, _ = s.Peer.Run(sig.WithIdempotencyKey(ctx, key), victim.Order{Plot: "whose"})
			return nil
		})
	}
	heard := victim.Hear("globex-suspect")
	keys, cells := hostileKeys(), 0
	keys = append(keys, "globex", "globex-suspect", "globex-suspect.run", "globex.db", "suspect.run\x00globex", strings.Repeat("x", 1<<16))
	all := doors(w, admin)
	for name, d := range all {
		w.settle("acme", "sqlite:acme.db") // one of the doors moves it
		w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
			if err := s.Pool.Use(ctx, s.Settings.Get().URL); err != nil {
				return err
			}
			for _, s := range []sig.Storage{s.Files, s.Common} { // there is something to delete, whichever door comes first
				if err := s.Put(ctx, "mine", nil); err != nil {
					return err
				}
			}
			if d.own != "" {
				if _, err := d.open(ctx, s, d.own); err != nil {
					t.Errorf("%s is shut for its own key too: %v", name, err)
				}
			}
			for _, key := range keys {
				cells++
				learned, err := d.open(ctx, s, key)
				text := learned
				if err != nil {
					text += err.Error()
				}
				for _, theirs := range []string{globexCanary, globexSecret, "of globex"} {
					if strings.Contains(text, theirs) {
						t.Errorf("%s with %.60q: %.200s", name, key, text)
					}
				}
				var typed *sig.Error
				if err != nil && !errors.As(err, &typed) || errors.Is(err, sig.ErrPanic) {
					t.Errorf("%s with %.60q: the refusal is %T: %v", name, key, err, err)
				}
			}
			return nil
		})
	}
	select {
	case text := <-heard:
		t.Errorf("globex hears %q", text)
	default:
	}
	w.untouched("globex", globexCanary)
	if want := len(all) * len(keys); cells != want {
		t.Errorf("%d cells of %d", cells, want)
	}
	t.Logf("%d doors with %d keys each", len(all), len(keys))
}
