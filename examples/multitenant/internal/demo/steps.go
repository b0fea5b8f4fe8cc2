package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/examples/multitenant/hostile"
	"github.com/sigen-dev/sigen/examples/multitenant/rowcount"
	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
)

// tenantsStep fills each tenant's database and shows it.
func tenantsStep(ctx context.Context, w *world, _ Options, r *Report) error {
	for _, tenant := range []string{acme, globex, initech} {
		if err := w.seed(ctx, tenant); err != nil {
			return err
		}
		client := w.databases.Target(tenant)
		s, err := client.Status(ctx)
		if err != nil {
			return err
		}
		first, err := client.Query(ctx, tenantdb.QueryParams{Table: "customers", Limit: 1})
		if err != nil {
			return err
		}
		r.Tenants = append(r.Tenants, Tenant{Tenant: tenant, Instance: instanceOf(tenant), Status: s, First: first.Rows[0]})
	}
	return w.k.Settled(ctx)
}

// answersStep asks each tenant for the same rows in every way that there is.
func answersStep(ctx context.Context, w *world, _ Options, r *Report) error {
	for _, tenant := range []string{acme, globex, initech} {
		typed, err := w.databases.Target(tenant).Query(ctx, tenantdb.QueryParams{Table: "invoices", Limit: 100})
		if err != nil {
			return err
		}
		a := Answer{Tenant: tenant, Ways: []string{"client"}, Rows: len(typed.Rows), Same: len(typed.Rows) > 0}
		for _, way := range []struct {
			name string
			call func() (any, error)
		}{
			{"instance", func() (any, error) {
				return w.bus.Invoke(ctx, instanceOf(tenant)+".query", sig.Params{"table": "invoices", "limit": 100})
			}},
			{"route", func() (any, error) {
				return w.bus.Invoke(ctx, "tenant-db.query", sig.Params{"target": tenant, "table": "invoices", "limit": 100})
			}},
			{"json", func() (any, error) {
				var q tenantdb.QueryResult
				out, err := w.bus.InvokeJSON(ctx, "tenant-db.query", []byte(`{"target":"`+tenant+`","table":"invoices","limit":100}`))
				if err == nil {
					err = json.Unmarshal(out, &q)
				}
				return q, err
			}},
		} {
			got, err := way.call()
			if err != nil {
				return fmt.Errorf("%s by %s: %w", tenant, way.name, err)
			}
			q, ok := got.(tenantdb.QueryResult)
			a.Same = a.Same && ok && slices.Equal(q.Columns, typed.Columns) && slices.EqualFunc(q.Rows, typed.Rows, slices.Equal)
			a.Ways = append(a.Ways, way.name)
		}
		r.Answers = append(r.Answers, a)
	}
	return nil
}

// countStep has the operator's component count rows across tenants.
func countStep(ctx context.Context, w *world, _ Options, r *Report) error {
	tenants := []string{acme, globex, initech, hooli}
	_, err := w.counter.Count(ctx, rowcount.CountParams{Tenants: tenants})
	c := Count{WithoutReason: hostile.ErrorName(err), AuditedWithout: len(w.audit.take())}
	c.Result, err = w.counter.Count(sig.WithTrace(ctx, "demo-1"), rowcount.CountParams{Tenants: tenants, Reason: "monthly invoice"})
	if err != nil {
		return err
	}
	c.Audit = w.audit.take()
	if c.Status, err = w.statuses(ctx, tenants...); err != nil {
		return err
	}
	for _, i := range w.k.Status().Instances {
		c.Instances = append(c.Instances, InstanceLine{
			Name: i.Name, Component: i.Component, Target: i.Target, State: i.State.String(), Calls: i.Calls, Errors: i.Errors,
		})
	}
	r.Count = c
	return nil
}

// attacksStep puts a hostile component into acme and has it attack globex.
func attacksStep(ctx context.Context, w *world, _ Options, r *Report) error {
	const spy, mole, victimSpy = "acme-spy", "acme-mole", "globex-spy"
	const plans = "the plans of globex"
	hostile.Lend(hostile.Outside{
		Invoke: w.bus.InvokeJSON,
		Query: func(ctx context.Context, target string, p tenantdb.QueryParams) (tenantdb.QueryResult, error) {
			return w.databases.Target(target).Query(ctx, p)
		},
	})
	defer hostile.Lend(hostile.Outside{})
	for name, tenant := range map[string]string{spy: acme, mole: acme, victimSpy: globex} {
		if _, err := w.k.Add(ctx, "spy", name, sig.Props{"target": tenant}); err != nil {
			return err
		}
	}
	for name, object := range map[string]string{mole: "acme: nothing yet", victimSpy: plans} {
		if _, err := w.bus.Invoke(ctx, name+".hide", sig.Params{"object": object}); err != nil {
			return err
		}
	}
	if err := w.k.Remove(ctx, mole); err != nil {
		return err
	}
	before, err := w.everything(ctx, globex)
	if err != nil {
		return err
	}
	out, err := w.bus.Invoke(ctx, spy+".attack", sig.Params{"victim": globex, "instance": instanceOf(globex), "spy": victimSpy, "mole": mole})
	if err != nil {
		return err
	}
	result, ok := out.(hostile.AttackResult)
	if !ok {
		return fmt.Errorf("an attack answered a %T", out)
	}
	result.Attempts = append(result.Attempts, w.foreignSetting())
	after, err := w.everything(ctx, globex)
	if err != nil {
		return err
	}
	object, err := hostile.NewSpyClient(w.k).Target(globex).Recall(ctx)
	if err != nil {
		return err
	}
	a := Attacks{Attacker: acme, Victim: globex, Controls: result.Controls, Attempts: result.Attempts, Leaks: []string{}}
	a.Intact = before == after && object.Object == plans
	canaries := append(w.canaries(globex), plans)
	for _, at := range a.Attempts {
		leaked := func(canary string) bool { return strings.Contains(at.Loot+at.Text, canary) }
		if i := slices.IndexFunc(canaries, leaked); i >= 0 {
			a.Leaks = append(a.Leaks, fmt.Sprintf("%q by %s", canaries[i], at.Tried))
		}
	}
	a.AbsentLooksForeign = sameText(a.Attempts)
	r.Attacks = a
	return nil
}

// foreignSetting has the operator write a path that leaves the directory, as
// acme asked for: a value that a component's settings refuse is not set.
func (w *world) foreignSetting() hostile.Attempt {
	const path, value = "tenants.acme.spy.foreign", "sqlite:../databases/globex-moved.db"
	a := hostile.Attempt{Kind: "database", Tried: "Set " + path + " to a path with ../"}
	err := w.settings.Set(path, value)
	if a.Got = hostile.ErrorName(err); err != nil {
		a.Text = err.Error()
	}
	return a
}

// everything is all that a tenant's database answers, as text.
func (w *world) everything(ctx context.Context, tenant string) (string, error) {
	var all strings.Builder
	for _, table := range tenantdb.Tables() {
		q, err := w.databases.Target(tenant).Query(ctx, tenantdb.QueryParams{Table: table, Limit: 1000})
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&all, table, q.Rows)
	}
	return all.String(), nil
}

// canaries are texts that only the tenant has.
func (w *world) canaries(tenant string) []string {
	all := []string{w.secrets[tenant], "globex buys hooli"}
	for _, c := range seeds(tenant).Customers {
		all = append(all, c.Name)
	}
	return all
}

// sameText compares what calls for a foreign target and for an absent one got.
func sameText(attempts []hostile.Attempt) bool {
	texts := map[string]string{}
	for _, a := range attempts {
		switch a.Tried {
		case "tenant-db.query for target " + globex:
			texts["foreign"] = a.Text
		case "tenant-db.query for a target that is not there":
			texts["absent"] = a.Text
		}
	}
	return texts["foreign"] != "" && texts["foreign"] == texts["absent"]
}
