package hostile

import (
	"context"

	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
)

// invoke is a call on the host's bus with a context that the attacker has.
func invoke(ctx context.Context, name, params string) func() (string, error) {
	return func() (string, error) { return text(outside().Invoke(ctx, name, []byte(params))) }
}

func (s *Spy) bus(ctx context.Context, as string, p AttackParams, r *AttackResult) {
	r.try("bus", as+"tenant-db.query for target "+p.Victim, invoke(ctx, "tenant-db.query", `{"target":"`+p.Victim+`"}`))
	r.try("bus", as+"tenant-db.query for a target that is not there", invoke(ctx, "tenant-db.query", `{"target":"nobody"}`))
	r.try("bus", as+p.Instance+".query, by the instance's name", invoke(ctx, p.Instance+".query", `{}`))
	r.try("bus", as+"sqlite-db.import, to write to "+p.Victim, invoke(ctx, "sqlite-db.import", `{"target":"`+p.Victim+`"}`))
	r.try("bus", as+"row-count.count, the operator's component", invoke(sig.Reason(ctx, "curious"), "row-count.count", `{"tenants":["`+p.Victim+`"],"reason":"curious"}`))
}

func (s *Spy) clients(ctx context.Context, as string, p AttackParams, r *AttackResult) {
	query := tenantdb.QueryParams{Table: "customers", Limit: 5}
	r.try("client", as+"the host's client for target "+p.Victim, func() (string, error) {
		return answered(outside().Query(ctx, p.Victim, query))
	})
	if as != "" {
		return // what is made by hand is the same in any context
	}
	r.try("client", "a client made by hand", func() (string, error) {
		var c tenantdb.APIClient
		return answered(c.Query(ctx, query))
	})
	r.try("client", "an admin client made by hand, target "+p.Victim, func() (string, error) {
		var c tenantdb.APIAdminClient
		return answered(c.Target(p.Victim).Query(sig.Reason(ctx, "curious"), query))
	})
}

// afterRemoval uses what an instance of the attacker's own tenant held before it
// was removed.
func (s *Spy) afterRemoval(ctx context.Context, p AttackParams, r *AttackResult) {
	k := hideout.get(p.Mole)
	r.try("kept", "Storage of "+p.Mole+", which was removed", func() (string, error) { return text(k.files.Get(ctx, plans)) })
	r.try("kept", "the client of "+p.Mole, func() (string, error) {
		return answered(k.database.Query(ctx, tenantdb.QueryParams{Table: "customers", Limit: 5}))
	})
	r.try("kept", "Pool of "+p.Mole, func() (string, error) { return selected(k.pool.Query(ctx, "SELECT 1")) })
}

// forged puts a target where it does not belong.
func (s *Spy) forged(ctx context.Context, as string, p AttackParams, r *AttackResult) {
	own := s.Target()
	r.try("forged", as+`params {"target":"`+own+`","target":"`+p.Victim+`"}`, invoke(ctx, "tenant-db.query", `{"target":"`+own+`","target":"`+p.Victim+`"}`))
	r.try("forged", as+`params {"Target":"`+p.Victim+`"}`, invoke(ctx, "tenant-db.query", `{"target":"`+own+`","Target":"`+p.Victim+`"}`))
	r.try("forged", as+`params {"tenant":"`+p.Victim+`"}`, invoke(ctx, "tenant-db.query", `{"target":"`+own+`","tenant":"`+p.Victim+`"}`))
	r.try("forged", as+`params {"target":["`+p.Victim+`"]}`, invoke(ctx, "tenant-db.query", `{"target":["`+p.Victim+`"]}`))
	r.try("forged", as+"a caller in a context of its own making", func() (string, error) {
		forged := context.WithValue(ctx, callerKey{}, sig.Caller{})
		return text(outside().Invoke(forged, "tenant-db.query", []byte(`{"target":"`+p.Victim+`"}`)))
	})
}

// callerKey looks like the kernel's key for the caller, and is another type.
type callerKey struct{}
