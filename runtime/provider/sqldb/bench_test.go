package sqldb

import (
	"context"
	"fmt"
	"testing"
)

func benchPool(b *testing.B) *resident {
	b.Helper()
	r := newWorld(b, nil).tenant("acme").on("sqlite:a.db?sync=normal", "a")
	r.exec("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, qty INT)")
	r.exec("WITH RECURSIVE c(x) AS (SELECT 0 UNION ALL SELECT x+1 FROM c WHERE x < 999) INSERT INTO item SELECT x, 'name' || x, x FROM c")
	return r
}

func BenchmarkQueryPoint(b *testing.B) {
	r := benchPool(b)
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		rows, err := r.Query(ctx, "SELECT name FROM item WHERE id = ?", i%1000)
		if err != nil {
			b.Fatal(err)
		}
		var name string
		if !rows.Next() || rows.Scan(&name) != nil {
			b.Fatal(rows.Err())
		}
		rows.Close()
	}
}

func BenchmarkQueryPointParallel(b *testing.B) {
	r := benchPool(b)
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if _, err := first(context.Background(), r.Pool, "SELECT name FROM item WHERE id = ?", i%1000); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkQuery100Rows(b *testing.B) {
	r := benchPool(b)
	b.ReportAllocs()
	for b.Loop() {
		rows, err := r.Query(b.Context(), "SELECT id, name, qty FROM item WHERE id >= ? LIMIT 100", 50)
		if err != nil {
			b.Fatal(err)
		}
		var id, qty, n int
		var name string
		for rows.Next() {
			if err := rows.Scan(&id, &name, &qty); err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 100 {
			b.Fatal(n)
		}
	}
}

func BenchmarkExecInsert(b *testing.B) {
	for _, sync := range []string{"normal", "full"} {
		b.Run(sync, func(b *testing.B) {
			r := benchPool(b)
			if err := r.Use(b.Context(), r.url("sqlite:a.db?sync="+sync)); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				r.exec("INSERT INTO item (name, qty) VALUES (?, ?)", "x", 1)
			}
		})
	}
}

func BenchmarkInTx(b *testing.B) {
	r := benchPool(b)
	for b.Loop() {
		if err := r.InTx(b.Context(), func(tx Tx) error {
			_, err := tx.Exec(b.Context(), "UPDATE item SET qty = qty + 1 WHERE id = ?", 1)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUse is one swap between two databases: the record of the owner, a new
// connection, and the end of the old one.
func BenchmarkUse(b *testing.B) {
	r := benchPool(b)
	r.on("sqlite:b.db?sync=normal", "b")
	urls := []URL{r.url("sqlite:a.db?sync=normal"), r.url("sqlite:b.db?sync=normal")}
	for i := 0; b.Loop(); i++ {
		if err := r.Use(b.Context(), urls[i%2]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstUse is the first use of a new database by a new tenant.
func BenchmarkFirstUse(b *testing.B) {
	w := newWorld(b, nil)
	for i := 0; b.Loop(); i++ {
		r := w.tenant(fmt.Sprintf("t%d", i))
		if err := r.Use(b.Context(), r.url(fmt.Sprintf("sqlite:t%d.db", i))); err != nil {
			b.Fatal(err)
		}
		r.end()
	}
}

// BenchmarkColdQuery is a query whose connection had to make room for another's:
// what a tenant pays when there are many more tenants than connections.
func BenchmarkColdQuery(b *testing.B) {
	w := newWorld(b, func(p *Provider) { p.Connections = 1 })
	one, two := w.tenant("one").on("sqlite:1.db", "1"), w.tenant("two").on("sqlite:2.db", "2")
	for i := 0; b.Loop(); i++ {
		r := one
		if i%2 == 1 {
			r = two
		}
		if _, err := first(b.Context(), r.Pool, "SELECT text FROM secrets"); err != nil {
			b.Fatal(err)
		}
	}
}
