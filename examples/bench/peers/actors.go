package main

import (
	"fmt"
	"log/slog"
	"runtime"
	"strconv"
	"time"

	hollywood "github.com/anthdm/hollywood/actor"
	proto "github.com/asynkron/protoactor-go/actor"
	goakt "github.com/tochemey/goakt/v3/actor"
	"github.com/tochemey/goakt/v3/goaktpb"
	goaktlog "github.com/tochemey/goakt/v3/log"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/sigen-dev/sigen/examples/bench/peers/db"
	sig "github.com/sigen-dev/sigen/runtime"
)

// An actor system has an actor for each tenant, which answers a query.
type system interface {
	spawn(n int)
	ask(n int) error
}

var actors = []struct {
	name string
	make func() system
}{
	{"protoactor", newProto},
	{"hollywood", func() system { return newHollywood(1024) }},
	{"goakt", newGoakt},
}

const patience = 5 * time.Second

type protoSystem struct {
	sys *proto.ActorSystem
	all []*proto.PID
}

type protoActor struct{}

func (*protoActor) Receive(c proto.Context) {
	if q, ok := c.Message().(*db.QueryParams); ok {
		c.Respond(&db.QueryResult{Table: q.Table, Rows: q.Limit})
	}
}

func newProto() system {
	quiet := func(*proto.ActorSystem) *slog.Logger { return slog.New(slog.DiscardHandler) }
	return &protoSystem{sys: proto.NewActorSystem(proto.WithLoggerFactory(quiet))}
}

func (s *protoSystem) spawn(n int) {
	props := proto.PropsFromProducer(func() proto.Actor { return &protoActor{} })
	for i := range n {
		pid, err := s.sys.Root.SpawnNamed(props, targetOf(i))
		must(err)
		s.all = append(s.all, pid)
	}
}

func (s *protoSystem) ask(n int) error {
	p := params
	_, err := s.sys.Root.RequestFuture(s.all[n], &p, patience).Result()
	return err
}

type hollywoodSystem struct {
	engine *hollywood.Engine
	inbox  int
	all    []*hollywood.PID
}

type hollywoodActor struct{}

func (*hollywoodActor) Receive(c *hollywood.Context) {
	if q, ok := c.Message().(*db.QueryParams); ok {
		c.Respond(&db.QueryResult{Table: q.Table, Rows: q.Limit})
	}
}

func newHollywood(inbox int) system {
	e, err := hollywood.NewEngine(hollywood.NewEngineConfig())
	must(err)
	return &hollywoodSystem{engine: e, inbox: inbox}
}

func (s *hollywoodSystem) spawn(n int) {
	for i := range n {
		s.all = append(s.all, s.engine.Spawn(func() hollywood.Receiver { return &hollywoodActor{} }, "tenant",
			hollywood.WithID(strconv.Itoa(i)), hollywood.WithInboxSize(s.inbox)))
	}
}

func (s *hollywoodSystem) ask(n int) error {
	p := params
	_, err := s.engine.Request(s.all[n], &p, patience).Result()
	return err
}

// goakt's messages have to be protobuf messages.
type goaktSystem struct {
	sys goakt.ActorSystem
	all []*goakt.PID
}

type goaktActor struct{}

func (*goaktActor) PreStart(*goakt.Context) error { return nil }
func (*goaktActor) PostStop(*goakt.Context) error { return nil }
func (*goaktActor) Receive(c *goakt.ReceiveContext) {
	switch c.Message().(type) {
	case *goaktpb.PostStart:
	case *wrapperspb.StringValue:
		c.Response(&wrapperspb.Int64Value{Value: 25})
	default:
		c.Unhandled()
	}
}

func newGoakt() system {
	sys, err := goakt.NewActorSystem("bench", goakt.WithLogger(goaktlog.DiscardLogger))
	must(err)
	must(sys.Start(ctx))
	return &goaktSystem{sys: sys}
}

func (s *goaktSystem) spawn(n int) {
	for i := range n {
		pid, err := s.sys.Spawn(ctx, targetOf(i), &goaktActor{}, goakt.WithLongLived())
		must(err)
		s.all = append(s.all, pid)
	}
}

func (s *goaktSystem) ask(n int) error {
	_, err := goakt.Ask(ctx, s.all[n], &wrapperspb.StringValue{Value: "orders"}, patience)
	return err
}

// idlePeers are made by the million, sigen first.
var idlePeers = []string{"sigen, active", "goroutine with a channel", "protoactor", "hollywood, inbox 1"}

// idle makes n instances that nobody calls, and prints the seconds that it took and the bytes that
// each has on the heap and on stacks. Names are made before.
func idle(who string, n int) {
	names := make([]string, n)
	for i := range names {
		names[i] = "db-" + targetOf(i)
	}
	var kept any
	build := map[string]func(){
		"sigen, active": func() {
			k := sig.New()
			must(k.Discover(db.DBFactory))
			for _, name := range names {
				_, err := db.InstantiateDB(k, name, db.DBProps{Target: name[len("db-"):]})
				must(err)
			}
			must(k.Boot(ctx))
			kept = k
		},
		"goroutine with a channel": func() {
			all := make([]chan *db.QueryParams, n)
			for i := range all {
				c := make(chan *db.QueryParams, 1)
				all[i] = c
				go func() {
					for range c {
					}
				}()
			}
			kept = all
		},
		"protoactor":         func() { s := newProto(); s.spawn(n); kept = s },
		"hollywood, inbox 1": func() { s := newHollywood(1); s.spawn(n); kept = s },
	}[who]
	if build == nil {
		panic("nobody is called " + who)
	}
	before := footprint()
	start := time.Now()
	build()
	took := time.Since(start)
	after := footprint()
	fmt.Printf("%.4f %.1f\n", took.Seconds(), (after-before)/float64(n))
	runtime.KeepAlive(kept)
}

// footprint is what is on the heap and on stacks once it no longer falls: actors that have just
// started have messages to read.
func footprint() float64 {
	last := 0.0
	for range 20 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		now := float64(m.HeapAlloc + m.StackInuse)
		if last > 0 && now > last*0.999 {
			return now
		}
		last = now
	}
	return last
}
