package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"

	"github.com/go-faster/jx"
	"github.com/mailru/easyjson/jlexer"
	"github.com/mailru/easyjson/jwriter"
	"github.com/samber/do/v2"
	"go.uber.org/fx"

	"github.com/sigen-dev/sigen/examples/bench/peers/db"
	"github.com/sigen-dev/sigen/examples/bench/peers/weaverdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
)

// A task is done by several; sigen is first.
type task struct {
	name string
	rows func() []row
	end  func()
}

const routes = 1000 // tenants of the kernel and the tables

var (
	ctx    = context.Background()
	params = db.QueryParams{Table: "orders", Limit: 25}
	body   = []byte(`{"table":"orders","limit":25,"target":"acme"}`)
	answer = db.QueryResult{Table: "orders", Rows: 25}
)

func targetOf(n int) string { return "t" + strconv.Itoa(n) }

// kernel has a DB and a Front for each of n tenants.
func kernel(n int) *sig.Kernel {
	k := sig.New()
	must(k.Discover(db.DBFactory, db.FrontFactory))
	for i := range n {
		_, err := db.InstantiateDB(k, "db-"+targetOf(i), db.DBProps{Target: targetOf(i)})
		must(err)
		_, err = db.InstantiateFront(k, "front-"+targetOf(i), db.FrontProps{Target: targetOf(i)})
		must(err)
	}
	must(k.Boot(ctx))
	return k
}

func tasks() []task {
	k := kernel(routes)
	web, closeWeb := server(k)
	all := []task{
		{name: "call one tenant's instance, handle held", rows: func() []row { return callRows(k) }},
		{name: "call by name and target, encoded", rows: func() []row { return routeRows(k) }},
		{name: "decode params of three keys", rows: decodeRows},
		{name: "encode a small result, buffer reused", rows: encodeRows},
		{name: "start 1 000 components, each requires the one before", rows: startRows},
		{name: "a JSON request over loopback HTTP", rows: func() []row { return webRows(web) }, end: closeWeb},
	}
	return all
}

func callRows(k *sig.Kernel) []row {
	front, host := db.NewFrontClient(k).Target("t0"), db.NewDBClient(k).Target("t0")
	rows := []row{
		{who: "sigen, from another component of the tenant", run: func(n int) {
			_, err := front.Measure(ctx, db.Calls{Number: n})
			must(err)
		}},
		{who: "sigen, from the host, identity minted", run: func(n int) {
			for range n {
				_, err := host.Query(ctx, params)
				must(err)
			}
		}},
	}
	store, err := weaverdb.Start(ctx)
	must(err)
	rows = append(rows, row{who: "Service Weaver, component in the same process", run: func(n int) {
		for range n {
			_, err := store.Query(ctx, params.Table, params.Limit)
			must(err)
		}
	}})
	for _, a := range actors {
		p := a.make()
		p.spawn(routes)
		rows = append(rows, row{who: a.name + ", ask", run: func(n int) {
			for i := range n {
				must(p.ask(i % routes))
			}
		}})
	}
	return rows
}

// routeRows find who serves a name for a target that arrived as bytes, and call it. The peers' tables have no
// identity, limits, lifecycle or codec: they show what the search alone costs.
func routeRows(k *sig.Kernel) []row {
	type key struct{ name, target string }
	type handler func(context.Context, db.QueryParams) (db.QueryResult, error)
	bodies, names := make([][]byte, routes), make([]string, routes)
	locked := struct {
		sync.RWMutex
		m map[key]handler
	}{m: map[key]handler{}}
	var syncMap sync.Map
	for i := range routes {
		names[i] = targetOf(i * 7919 % routes)
		bodies[i] = []byte(`{"table":"orders","limit":25,"target":"` + names[i] + `"}`)
		locked.m[key{"peers-db.query", names[i]}] = new(db.DB).Query
		syncMap.Store(key{"peers-db.query", names[i]}, handler(new(db.DB).Query))
	}
	bus, out := k.Bus(), make([]byte, 0, 256)
	return []row{
		{who: "sigen, bytes in and bytes out", run: func(n int) {
			for i := range n {
				_, err := bus.AppendJSON(ctx, "peers-db.query", bodies[i%routes], out[:0])
				must(err)
			}
		}},
		{who: "map under RWMutex, no codec", run: func(n int) {
			for i := range n {
				locked.RLock()
				h := locked.m[key{"peers-db.query", names[i%routes]}]
				locked.RUnlock()
				_, err := h(ctx, params)
				must(err)
			}
		}},
		{who: "sync.Map, no codec", run: func(n int) {
			for i := range n {
				h, _ := syncMap.Load(key{"peers-db.query", names[i%routes]})
				_, err := h.(handler)(ctx, params)
				must(err)
			}
		}},
		{who: "map under RWMutex, encoding/json", run: func(n int) {
			for i := range n {
				var p struct {
					db.QueryParams
					Target string `json:"target"`
				}
				must(json.Unmarshal(bodies[i%routes], &p))
				locked.RLock()
				h := locked.m[key{"peers-db.query", p.Target}]
				locked.RUnlock()
				r, err := h(ctx, p.QueryParams)
				must(err)
				_, err = json.Marshal(r)
				must(err)
			}
		}},
	}
}

func decodeRows() []row {
	of := func(who string, f func(p *db.QueryParams) error) row {
		return row{who: who, run: func(n int) {
			var p db.QueryParams
			for range n {
				p = db.QueryParams{}
				must(f(&p))
			}
			if p != params {
				panic(who + " decodes something else")
			}
		}}
	}
	d := jx.DecodeBytes(nil)
	return []row{
		of("sigen", func(p *db.QueryParams) (err error) { *p, err = db.Decode(body); return err }),
		of("jx, by hand as its generator writes", func(p *db.QueryParams) error {
			d.ResetBytes(body)
			return d.ObjBytes(func(d *jx.Decoder, key []byte) (err error) {
				switch string(key) {
				case "table":
					p.Table, err = d.Str()
				case "limit":
					p.Limit, err = d.Int()
				default:
					err = d.Skip()
				}
				return err
			})
		}),
		of("easyjson, by hand as its generator writes", func(p *db.QueryParams) error {
			l := jlexer.Lexer{Data: body}
			l.Delim('{')
			for !l.IsDelim('}') {
				key := l.UnsafeFieldName(false)
				l.WantColon()
				switch key {
				case "table":
					p.Table = l.String()
				case "limit":
					p.Limit = l.Int()
				default:
					l.SkipRecursive()
				}
				l.WantComma()
			}
			l.Delim('}')
			l.Consumed()
			return l.Error()
		}),
		of("encoding/json", func(p *db.QueryParams) error { return json.Unmarshal(body, p) }),
	}
}

func encodeRows() []row {
	const want = `{"table":"orders","rows":25}`
	of := func(who string, f func() ([]byte, error)) row {
		return row{who: who, run: func(n int) {
			for range n {
				if out, err := f(); err != nil || len(out) != len(want) {
					panic(who + " encodes something else: " + string(out))
				}
			}
		}}
	}
	out := make([]byte, 0, 128)
	var e jx.Encoder
	var w jwriter.Writer
	var buf bytes.Buffer
	std := json.NewEncoder(&buf)
	return []row{
		of("sigen", func() ([]byte, error) { return db.Append(out[:0], &answer) }),
		of("jx, by hand as its generator writes", func() ([]byte, error) {
			e.Reset()
			e.ObjStart()
			e.FieldStart("table")
			e.Str(answer.Table)
			e.FieldStart("rows")
			e.Int(answer.Rows)
			e.ObjEnd()
			return e.Bytes(), nil
		}),
		of("easyjson, by hand as its generator writes", func() ([]byte, error) {
			w.RawString(`{"table":`)
			w.String(answer.Table)
			w.RawString(`,"rows":`)
			w.Int(answer.Rows)
			w.RawByte('}')
			return w.BuildBytes(out[:0])
		}),
		of("encoding/json, Encoder", func() ([]byte, error) {
			buf.Reset()
			err := std.Encode(&answer)
			return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), err
		}),
	}
}

// A link is one of a thousand components.
type link struct {
	sig.Instance
	before *link
}

type mountedLink struct {
	abi.Instance
	self link
}

const links = 1000

func startRows() []row {
	factories, names := make([]sig.Factory, links), make([]string, links)
	provide := make([]any, links)
	for n := range links {
		names[n] = "link-" + strconv.Itoa(n)
		spec := abi.Component{
			Component: names[n], Type: "peers.link" + strconv.Itoa(n), Scope: abi.ScopeShared,
			Provides: []*abi.Contract{{Name: names[n], Type: "peers." + names[n]}},
			New: func(m *abi.Mount) abi.Body {
				b := new(mountedLink)
				abi.Attach(m, &b.self.Instance, b)
				return b
			},
			Self: func(b abi.Body) any { return &b.(*mountedLink).self },
		}
		var before []string
		if n > 0 {
			spec.Requires = []abi.Requirement{{Field: "Before", Kind: abi.NeedContract, Name: names[n-1]}}
			before = []string{`name:"` + names[n-1] + `"`}
		}
		factories[n] = abi.NewFactory(spec)
		constructor := any(func() *link { return &link{} })
		if n > 0 {
			constructor = func(b *link) *link { return &link{before: b} }
		}
		provide[n] = fx.Annotate(constructor, fx.ParamTags(before...), fx.ResultTags(`name:"`+names[n]+`"`))
	}
	last := names[links-1]
	return []row{
		{who: "sigen, Discover to Boot", run: func(n int) {
			for range n {
				k := sig.New()
				must(k.Discover(factories...))
				for _, name := range names {
					_, err := k.Instantiate(name, name, nil)
					must(err)
				}
				must(k.Boot(ctx))
			}
		}},
		{who: "samber/do", run: func(n int) {
			for range n {
				i := do.New()
				for at, name := range names {
					do.ProvideNamed(i, name, func(i do.Injector) (*link, error) {
						if at == 0 {
							return &link{}, nil
						}
						b, err := do.InvokeNamed[*link](i, names[at-1])
						return &link{before: b}, err
					})
				}
				do.MustInvokeNamed[*link](i, last)
			}
		}},
		{who: "uber/fx", run: func(n int) {
			for range n {
				use := fx.Annotate(func(*link) {}, fx.ParamTags(`name:"`+last+`"`))
				must(fx.New(fx.NopLogger, fx.Provide(provide...), fx.Invoke(use)).Err())
			}
		}},
	}
}

// server answers one call a request: by encoding/json in a handler, and by sigen behind one.
func server(k *sig.Kernel) (url string, stop func()) {
	mux := http.NewServeMux()
	read := func(w http.ResponseWriter, r *http.Request) []byte {
		in, err := io.ReadAll(r.Body)
		must(err)
		w.Header().Set("Content-Type", "application/json")
		return in
	}
	mux.HandleFunc("/sigen", func(w http.ResponseWriter, r *http.Request) {
		out, err := k.Bus().InvokeJSON(r.Context(), "peers-db.query", read(w, r))
		must(err)
		_, _ = w.Write(out)
	})
	mux.HandleFunc("/plain", func(w http.ResponseWriter, r *http.Request) {
		var p db.QueryParams
		must(json.Unmarshal(read(w, r), &p))
		out, err := json.Marshal(db.QueryResult{Table: p.Table, Rows: p.Limit})
		must(err)
		_, _ = w.Write(out)
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	s := &http.Server{Handler: mux}
	go func() { _ = s.Serve(l) }() // ends with Close
	return "http://" + l.Addr().String(), func() { _ = s.Close() }
}

func webRows(url string) []row {
	in := []byte(`{"table":"orders","limit":25,"target":"t0"}`)
	of := func(who, path string) row {
		return row{who: who, run: func(n int) {
			for range n {
				r, err := http.Post(url+path, "application/json", bytes.NewReader(in))
				must(err)
				out, err := io.ReadAll(r.Body)
				must(err)
				must(r.Body.Close())
				if r.StatusCode != http.StatusOK || len(out) != len(`{"table":"orders","rows":25}`) {
					panic(r.Status + " " + string(out))
				}
			}
		}}
	}
	return []row{of("sigen behind net/http", "/sigen"), of("net/http and encoding/json, no tenants", "/plain")}
}
