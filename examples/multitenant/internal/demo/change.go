package demo

import (
	"context"
	"slices"

	"github.com/sigen-dev/sigen/examples/multitenant/hostile"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// moveStep moves globex to another file while callers on every core call all tenants.
//
// Three lines of host code do it: copy the file, set the URL, wait until the effects
// that this caused have run. Calls that began on the old file finish there.
func moveStep(ctx context.Context, w *world, o Options, r *Report) error {
	const newFile = "globex-moved.db"
	before, err := w.statuses(ctx, acme, globex, initech)
	if err != nil {
		return err
	}
	from := before[globex].Database
	m := Move{From: from, To: "sqlite:" + newFile, Callers: callersNow(), RowsBefore: total(before[globex].Tables)}
	h := startHammer(ctx, w.databases, acme, globex, initech)
	defer h.finish()
	if err := h.rounds(ctx, o.Hammer/2); err != nil {
		return err
	}

	oldFile := w.database(from[len("sqlite:"):])
	if err := sqldb.CopyFile(ctx, oldFile, w.database(newFile)); err != nil {
		return err
	}
	if err := w.settings.Set("tenants.globex.db.url", m.To); err != nil {
		return err
	}
	if err := w.k.Settled(ctx); err != nil {
		return err
	}

	if err := h.rounds(ctx, o.Hammer/2); err != nil {
		return err
	}
	m.Calls = h.finish()
	after, err := w.statuses(ctx, acme, globex, initech)
	if err != nil {
		return err
	}
	for _, t := range []string{acme, globex, initech} {
		m.Runs = append(m.Runs, Runs{
			Tenant:         t,
			ComputedBefore: before[t].Computed, ComputedAfter: after[t].Computed,
			EffectsBefore: before[t].Effects, EffectsAfter: after[t].Effects,
		})
	}
	if err := w.afterMove(ctx, &m, oldFile, w.database(newFile)); err != nil {
		return err
	}
	r.Move = m
	return nil
}

// afterMove writes one row and looks in which file it is.
func (w *world) afterMove(ctx context.Context, m *Move, oldFile, newFile string) error {
	last := seeds(globex).Orders[0]
	last.ID = 1000 + m.RowsBefore
	if _, err := w.sqlite.Target(globex).Import(ctx, tenantdb.ImportParams{Orders: []tenantdb.Order{last}}); err != nil {
		return err
	}
	s, err := w.databases.Target(globex).Status(ctx)
	if err != nil {
		return err
	}
	m.RowsAfter = total(s.Tables)
	if m.RowsInOld, err = rowsInFile(ctx, oldFile); err != nil {
		return err
	}
	m.RowsInNew, err = rowsInFile(ctx, newFile)
	return err
}

// statuses asks tenants for their state.
func (w *world) statuses(ctx context.Context, tenants ...string) (map[string]tenantdb.StatusResult, error) {
	all := map[string]tenantdb.StatusResult{}
	for _, t := range tenants {
		s, err := w.databases.Target(t).Status(ctx)
		if err != nil {
			return nil, err
		}
		all[t] = s
	}
	return all, nil
}

// changeStep has hooli come and acme go while calls run, and then looks at what a
// removal leaves: the tenant's data, and the component.
func changeStep(ctx context.Context, w *world, o Options, r *Report) error {
	c := Change{Callers: callersNow(), Onboarded: hooli, Last: "json-db"}
	kept := w.databases.Target(acme)
	before, err := orders(ctx, kept)
	if err != nil {
		return err
	}
	h := startHammer(ctx, w.databases, acme, globex, initech)
	defer h.finish()
	if err := h.rounds(ctx, o.Hammer/4); err != nil {
		return err
	}
	if err := w.onboard(ctx, hooli); err != nil {
		return err
	}
	h.add(hooli)
	if err := h.rounds(ctx, o.Hammer/4); err != nil {
		return err
	}
	leaving := acme
	h.leaving.Store(&leaving)
	if err := w.k.Remove(ctx, instanceOf(acme)); err != nil {
		return err
	}
	if err := h.rounds(ctx, o.Hammer/2); err != nil {
		return err
	}
	c.Calls = h.finish()

	if _, err := w.k.Add(ctx, "sqlite-db", instanceOf(acme), sig.Props{"target": acme, "region": "us"}); err != nil {
		return err
	}
	_, err = kept.Status(ctx) // of the instance that was removed, not of its successor
	c.Kept = hostile.ErrorName(err)
	after, err := orders(ctx, w.databases.Target(acme))
	if err != nil {
		return err
	}
	c.Back = slices.EqualFunc(before, after, slices.Equal)

	if err := w.k.Remove(ctx, instanceOf(initech)); err != nil {
		return err
	}
	c.Known = slices.Contains(w.k.Components(), c.Last)
	if _, err := w.k.Add(ctx, c.Last, instanceOf(initech), sig.Props{"target": initech}); err != nil {
		return err
	}
	again, err := orders(ctx, w.databases.Target(initech))
	if err != nil {
		return err
	}
	c.Served = len(again) == len(seeds(initech).Orders)
	r.Change = c
	return nil
}

// onboard adds a tenant and its first rows.
func (w *world) onboard(ctx context.Context, tenant string) error {
	if _, err := w.k.Add(ctx, "sqlite-db", instanceOf(tenant), sig.Props{"target": tenant}); err != nil {
		return err
	}
	return w.seed(ctx, tenant)
}

func orders(ctx context.Context, c tenantdb.APIClient) ([][]string, error) {
	r, err := c.Query(ctx, tenantdb.QueryParams{Table: "orders", Limit: 1000})
	return r.Rows, err
}
