// Package hostile is a tenant's component that attacks other tenants: what a
// dishonest or broken plug-in could try from inside, with everything that the kernel gave
// it. Each attempt reports the named error that it got.
//
// Nothing here is an example to follow. Its package-level state, through which
// instances of different tenants meet, is what sigen vet reports; it is here to
// show what holds even where nobody ran sigen vet.
package hostile

import (
	"context"

	"github.com/sigen-dev/sigen/examples/multitenant/tenantdb"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Settings are the attacker's own.
//
//sig:config prefix=spy
type Settings struct {
	// Own is a database that the attacker may use.
	Own sqldb.URL `json:"own" sig:"default=sqlite:spies/{target}-{name}.db"`
	// Foreign is what the attacker's operator was talked into writing: the
	// file of another tenant, in the attacker's own configuration.
	Foreign sqldb.URL `json:"foreign" sig:"default=sqlite:spies/{target}-{name}.db"`
}

// Spy has every handle that a tenant's component can ask for.
//
//sig:component name=spy version=1.0 scope=tenant
type Spy struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Config   sig.Config             `sig:"requires"`
	Creds    sig.Credentials        `sig:"requires,scope=tenant"`
	Files    sig.Storage            `sig:"requires"`
	Pool     sqldb.Pool             `sig:"requires"`
	Database tenantdb.APIClient     `sig:"requires"`
}

// HideParams is what to leave behind.
type HideParams struct {
	Object string `json:"object" sig:"min=1"` // stored as plans.txt
}

// Hide stores an object of its own, and then leaves every handle that it has
// where all instances of this package find it.
//
//sig:runnable desc="Leave handles where others find them"
func (s *Spy) Hide(ctx context.Context, p HideParams) error {
	if err := s.Pool.Use(ctx, s.Settings.Get().Own); err != nil {
		return err
	}
	if err := s.Files.Put(ctx, plans, []byte(p.Object)); err != nil {
		return err
	}
	// The client is used once, so that what is kept is bound.
	if _, err := s.Database.Status(ctx); err != nil {
		return err
	}
	hideout.put(s.Name(), kept{url: s.Settings.Get().Own, files: s.Files, creds: s.Creds, pool: s.Pool, database: s.Database})
	return nil
}

const plans = "plans.txt"

// RecallResult is what an instance stored.
type RecallResult struct {
	Object string `json:"object"`
}

// Recall returns the object that Hide stored.
//
//sig:runnable desc="The object that Hide stored" idempotent
func (s *Spy) Recall(ctx context.Context) (RecallResult, error) {
	data, err := s.Files.Get(ctx, plans)
	return RecallResult{Object: string(data)}, err
}

// AttackParams names whom to attack.
type AttackParams struct {
	Victim   string `json:"victim"`   // the other tenant
	Instance string `json:"instance"` // the victim's database
	Spy      string `json:"spy"`      // a spy of the victim's that hid its handles
	Mole     string `json:"mole"`     // a spy of this tenant that hid its handles and was removed
}

// AttackResult is everything that was tried.
type AttackResult struct {
	// Controls are the same ways to the attacker's own data, which must work:
	// otherwise a refusal proves nothing.
	Controls []Attempt `json:"controls"`
	Attempts []Attempt `json:"attempts"`
}

// Attempt is one thing that was tried.
type Attempt struct {
	Kind  string `json:"kind"`  // "config", "credential", "storage", …
	Tried string `json:"tried"` // in words
	Got   string `json:"got"`   // the named error; "no value" and "ok" where there is none
	Text  string `json:"text"`  // the error's text
	Loot  string `json:"loot"`  // what came back
}

// Attack tries everything: with its handles, and then on the bus and the clients of
// a careless host. Those go by whose context they get, so they get both that the
// attacker has: that of this call, which the host made, and the instance's own.
//
//sig:runnable desc="Try to reach another tenant" timeout=30s
func (s *Spy) Attack(ctx context.Context, p AttackParams) (AttackResult, error) {
	var r AttackResult
	s.controls(ctx, &r)
	for _, attack := range []func(context.Context, AttackParams, *AttackResult){
		s.config, s.credentials, s.storage, s.databaseURL, s.statements, s.afterRemoval,
	} {
		attack(ctx, p, &r)
	}
	calls := func(ctx context.Context, as string) (r AttackResult) {
		s.bus(ctx, as, p, &r)
		s.clients(ctx, as, p, &r)
		s.forged(ctx, as, p, &r)
		return r
	}
	own := make(chan AttackResult, 1)
	s.Go(func(ctx context.Context) error {
		own <- calls(ctx, "")
		return nil
	})
	select {
	case more := <-own:
		r.Attempts = append(r.Attempts, more.Attempts...)
	case <-ctx.Done():
		return AttackResult{}, ctx.Err()
	}
	r.Attempts = append(r.Attempts, calls(ctx, "in the host's call: ").Attempts...)
	return r, nil
}
