package main

import (
	stdcontext "context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/names/codec"
	"github.com/sigen-dev/sigen/testdata/ok/names/ctx"
	codec2 "github.com/sigen-dev/sigen/testdata/ok/names/other/codec"
)

// What follows has the names of local variables of generated code, or of its imports.
type (
	d    struct{ V v }
	v    string
	key  int
	elem struct{ D d }
	seen map[key]elem
	abi  []v
)

var (
	dst, err, i, c, p, e, m, k, n = 1, 2, 3, 4, 5, 6, 7, 8, 9
	reactive                      = "reactive"
	time                          = 10
)

func call() string { return strings.Repeat("x", dst+err+i+c+p+e+m+k+n+time-len(reactive)) }

// context is a struct.
type context struct {
	Seen seen           `json:"seen"`
	ABI  abi            `json:"abi"`
	Pt   *elem          `json:"pt"`
	V    ctx.V          `json:"v"`
	A    codec.Frame    `json:"a"`
	B    codec2.Frame   `json:"b"`
	M    map[v]*[]d     `json:"m"`
	F    map[key][]elem `json:"f" sig:"min=0"`
}

// API and Api differ in case only.
//
//sig:contract name=names-api
type API interface {
	//sig:runnable
	Do(stdcontext.Context, context) (context, error)
	//sig:runnable name=do-2
	DO(stdcontext.Context) error
}

// Api is the other one.
//
//sig:contract name=names-api2
type Api interface {
	//sig:runnable
	Gone(stdcontext.Context, d) (elem, error)
}

func decodeElem() int     { return 1 }
func appendD() int        { return decodeElem() }
func callAPIDo() int      { return appendD() }
func newNamesRunner() int { return callAPIDo() }

//sig:component name=names-runner scope=tenant
//sig:provides API, Api
type namesRunner struct {
	sig.Instance
	Sig sig.Signal[v] `json:"-"`
	Ctx v             `sig:"prop,optional"`
}

func (r *namesRunner) Do(_ stdcontext.Context, x context) (context, error) { return x, nil }

func (r *namesRunner) DO(stdcontext.Context) error { return nil }

func (r *namesRunner) Gone(_ stdcontext.Context, x d) (elem, error) { return elem{x}, nil }

//sig:computed
func (r *namesRunner) computeSelf() v { return r.Sig.Get() + "!" }

//sig:runnable
func (r *namesRunner) URL(stdcontext.Context) (v, error) {
	_ = newNamesRunner()
	return r.Self() + r.Ctx + v(call()), nil
}
