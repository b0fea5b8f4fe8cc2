//go:build services

package sqldb

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkPostgresCheckout is a call on shared tables whose connection is already
// the tenant's ("affine"), was another tenant's ("bound anew"), and had to be
// opened in the place of another database's ("opened").
func BenchmarkPostgresCheckout(b *testing.B) {
	s := newPG(b)
	place, own := s.shared(), s.owned("own")
	for _, c := range []struct {
		name string
		urls []string // of the tenants that take turns on one connection
	}{
		{"affine", []string{place.url}},
		{"bound anew", []string{place.url, place.url}},
		{"opened", []string{place.url, own.url}},
	} {
		b.Run(c.name, func(b *testing.B) {
			w := s.world(func(p *Provider) { p.Connections = 1 })
			var all []*resident
			for i, u := range c.urls {
				all = append(all, w.tenant(fmt.Sprintf("t%d", i)).with(u, "x"))
			}
			for i := 0; b.Loop(); i++ {
				if _, err := first(context.Background(), all[i%len(all)].Pool, "SELECT text FROM secrets"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPostgresQueryPoint(b *testing.B) {
	s := newPG(b)
	for _, c := range []struct{ name, url string }{{"database", s.owned("own").url}, {"shared", s.shared().url}} {
		b.Run(c.name, func(b *testing.B) {
			r := s.world(nil).tenant("acme").with(c.url, "x")
			b.Run("alone", func(b *testing.B) {
				for b.Loop() {
					if _, err := first(context.Background(), r.Pool, "SELECT text FROM secrets WHERE text = $1", "x"); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("in a transaction", func(b *testing.B) {
				r.InTx(context.Background(), func(tx Tx) error {
					for b.Loop() {
						if _, err := first(context.Background(), tx, "SELECT text FROM secrets WHERE text = $1", "x"); err != nil {
							b.Fatal(err)
						}
					}
					return nil
				})
			})
		})
	}
}

// BenchmarkPostgresUse is what a pool pays to open a database: the records and all
// checks.
func BenchmarkPostgresUse(b *testing.B) {
	s := newPG(b)
	db := s.database("shop")
	for _, c := range []struct{ name, url string }{{"database", s.owned("own").url}, {"schema", s.schema(db, "own").url}, {"shared", s.shared().url}} {
		b.Run(c.name, func(b *testing.B) {
			w := s.world(nil)
			keep := w.instance("acme", "keep")
			if err := keep.Use(b.Context(), keep.url(c.url)); err != nil {
				b.Fatal(err)
			}
			for i := 0; b.Loop(); i++ {
				r := w.instance("acme", "one")
				if err := r.Use(b.Context(), r.url(c.url)); err != nil {
					b.Fatal(err)
				}
				r.end()
			}
		})
	}
}

func BenchmarkMariaDBCheckout(b *testing.B) {
	s := newMaria(b)
	w := s.world(func(p *Provider) { p.Connections = 1 })
	one, two := w.tenant("one").with(s.owned("one").url, "1"), w.tenant("two").with(s.owned("two").url, "2")
	b.Run("idle", func(b *testing.B) {
		for b.Loop() {
			if _, err := first(context.Background(), one.Pool, "SELECT text FROM secrets"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("opened", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			r := one
			if i%2 == 1 {
				r = two
			}
			if _, err := first(context.Background(), r.Pool, "SELECT text FROM secrets"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
