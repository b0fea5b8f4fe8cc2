package victim

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Settings are a suspect's.
//
//sig:config prefix=suspect
type Settings struct {
	URL  sqldb.URL `json:"url" sig:"default=sqlite:{target}.db"`
	Note string    `json:"note" sig:"default=''"`
}

// Order says which plot to run.
type Order struct {
	Plot string   `json:"plot"`
	Arg  string   `json:"arg" sig:"optional"`
	Bag  []string `json:"bag" sig:"optional,max=4"`
}

// Loot is what a plot brought home.
type Loot struct {
	Text string   `json:"text"`
	Bag  []string `json:"bag"`
}

// Rumour is an event.
//
//sig:event topic=victim.rumour
type Rumour struct {
	Text string `json:"text"`
}

// Suspect is a tenant's component with every handle.
//
//sig:component name=suspect scope=tenant
type Suspect struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Config   sig.Config             `sig:"requires"`
	Creds    sig.Credentials        `sig:"requires"`
	Files    sig.Storage            `sig:"requires"`
	Common   sig.Storage            `sig:"requires,scope=tenant"`
	Pool     sqldb.Pool             `sig:"requires"`
	HTTP     sig.HTTP               `sig:"requires"`
	Board    BoardClient            `sig:"requires"`
	Peer     SuspectClient          `sig:"requires,optional"`
	Tellers  []Teller               `sig:"requires,optional"`
	ByDesk   map[string]Teller      `sig:"requires,optional,key=desk"`

	Kept []string
}

//sig:runnable
func (s *Suspect) Run(ctx context.Context, o Order) (Loot, error) {
	p, _ := plots.Load(o.Plot)
	plot, ok := p.(Plot)
	if !ok {
		return Loot{}, unknown(o.Plot)
	}
	if o.Bag != nil {
		s.Kept = o.Bag
	}
	return plot(ctx, s, o.Arg)
}

// Spot takes and gives no reference.
type Spot struct {
	X int `json:"x"`
	Y int `json:"y"`
}

//sig:runnable
func (s *Suspect) Mirror(ctx context.Context, p Spot) (Spot, error) { return Spot{p.Y, p.X}, nil }

// Echo gives back what it got.
//
//sig:runnable
func (s *Suspect) Echo(ctx context.Context, l Loot) (Loot, error) { return l, nil }

//sig:subscribe topic=victim.*
func (s *Suspect) hear(ctx context.Context, r Rumour) error {
	select {
	case Hear(s.Name()) <- r.Text:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Memory is what the board keeps for one tenant.
type Memory struct{ Text string }

// Board is shared by everybody.
//
//sig:component name=board scope=shared
type Board struct {
	sig.Instance

	Files  sig.Storage   `sig:"requires"`
	Onward SuspectClient `sig:"requires,optional"`
	Seen   sig.PerTenant[Memory]

	Naive string // what a board keeps that was written without thought
}

//sig:runnable
func (b *Board) Run(ctx context.Context, o Order) (Loot, error) {
	p, _ := plots.Load(o.Plot)
	plot, ok := p.(BoardPlot)
	if !ok {
		return Loot{}, unknown(o.Plot)
	}
	return plot(ctx, b, o.Arg)
}

// Auditor reaches across tenants.
//
//sig:component name=auditor scope=admin
type Auditor struct {
	sig.Instance
	Suspects SuspectAdminClient `sig:"requires"`
}

// Visit says whom to visit, and why.
type Visit struct {
	Whom  string `json:"whom"`
	Why   string `json:"why" sig:"optional"`
	Order Order  `json:"order"`
}

//sig:runnable
func (a *Auditor) Visit(ctx context.Context, v Visit) (Loot, error) {
	if v.Why != "" {
		ctx = sig.Reason(ctx, v.Why)
	}
	return a.Suspects.Target(v.Whom).Run(ctx, v.Order)
}

// Teller is a contract that two components provide.
//
//sig:contract name=teller
type Teller interface {
	//sig:runnable
	Tell(ctx context.Context) (Loot, error)
}

// Clerk is one of them.
//
//sig:component name=clerk scope=tenant
//sig:provides Teller
type Clerk struct {
	sig.Instance
	Desk string `sig:"prop,optional"`
}

// Tell says for whom.
func (c *Clerk) Tell(ctx context.Context) (Loot, error) {
	return Loot{Text: "clerk of " + c.Target()}, nil
}

// Cashier is the other.
//
//sig:component name=cashier scope=tenant
//sig:provides Teller
type Cashier struct {
	sig.Instance
	Desk string `sig:"prop,optional"`
}

// Tell says for whom.
func (c *Cashier) Tell(ctx context.Context) (Loot, error) {
	return Loot{Text: "cashier of " + c.Target()}, nil
}

// Notary keeps something outside of its handles.
//
//sig:component name=notary scope=tenant
type Notary struct {
	sig.Instance
	Files sig.Storage   `sig:"requires"`
	Peer  SuspectClient `sig:"requires,optional"`
}

//sig:activate
func (n *Notary) open(ctx context.Context) error { return opened(ctx, n) }

//sig:purge
func (n *Notary) shred(ctx context.Context) error { return shredded(ctx, n) }

// Brooder does something with its settings whenever they change.
//
//sig:component name=brooder scope=tenant
type Brooder struct {
	sig.Instance
	Settings sig.Settings[Settings] `sig:"requires"`
	Files    sig.Storage            `sig:"requires"`
}

//sig:effect
func (b *Brooder) brood(ctx context.Context) error {
	return brooding(ctx, b.Files, b.Settings.Get().Note)
}
