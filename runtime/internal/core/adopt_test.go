package core

import (
	"context"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// A tunedInstance has a setting whose decoder is the component's.
type tunedInstance struct {
	reactive.Cells
	Mounted
	self Instance
	note reactive.Field[string]
}

var tunedPlan = reactive.NewPlan[tunedInstance](
	reactive.FieldNode[tunedInstance, string]{
		Name:  "note",
		Cell:  func(i *tunedInstance) *reactive.Field[string] { return &i.note },
		Equal: reactive.Same[string],
		Hash:  reactive.Hash[string],
	},
)

func tunedFactory(decode func(target, text string) error) Factory {
	return NewFactory(FactorySpec{
		Component: "tuned", Type: "core.tuned", Scope: ScopeTenant,
		Settings: []SettingsSpec{{Prefix: "tuned", Prepare: func(b Body, r *SettingsReader) func(tx *reactive.Tx) {
			text := r.Text("note", "")
			if err := decode(r.target, text); err != nil {
				r.fail(err)
			}
			return func(tx *reactive.Tx) { b.(*tunedInstance).note.SetIn(tx, text) }
		}}},
		New: func(m *Mount) Body {
			b := new(tunedInstance)
			AttachCells(m, &b.self, b, &b.Cells)
			tunedPlan.Mount(b, m.Hooks())
			return b
		},
		Self: func(b Body) any { return b },
	})
}

// A decoder that takes its time, for a change or while its instance mounts, holds up no other instance that mounts,
// and what was set meanwhile is what the instance has in the end.
func TestADecoderHoldsUpNobodyElse(t *testing.T) {
	ctx := context.Background()
	inside, goOn := make(chan struct{}, 8), make(chan struct{})
	conf := newMemoryConfig()
	k := booted(t, nil, []Factory{conf.factory(), tunedFactory(func(target, text string) error {
		if text == "bad" {
			return ErrInvalid
		}
		if target == "acme" && text == "slow" {
			inside <- struct{}{}
			<-goOn
		}
		return nil
	})}, "config config")
	release := func() {
		select {
		case <-goOn:
		default:
			close(goOn)
		}
	}
	t.Cleanup(release)
	note := func(name string) string { return k.exact.get(name).live.Load().body.(*tunedInstance).note.Get() }
	add := func(name, target string) <-chan error {
		done := make(chan error, 1)
		go func() {
			_, err := k.Add(ctx, "tuned", name, Props{"target": target})
			done <- err
		}()
		return done
	}
	ends := func(what string, done <-chan error) {
		t.Helper()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("%s: %v", what, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s waits for a decoder of acme", what)
		}
	}

	// While an instance mounts, others mount and change, and so does what it decodes.
	conf.must(t, "tenants.acme.tuned.note", "slow")
	acme := add("acme-1", "acme")
	<-inside
	ends("mounting globex", add("globex-1", "globex"))
	conf.must(t, "tenants.globex.tuned.note", "new")
	conf.must(t, "tenants.acme.tuned.note", "quick")
	release()
	ends("mounting acme", acme)
	if got := note("globex-1") + " " + note("acme-1"); got != "new quick" {
		t.Errorf("in force is %q, want what was set last", got)
	}

	// While a change is decoded, others mount.
	goOn = make(chan struct{})
	changed := make(chan error, 1)
	go func() { changed <- conf.set("tenants.acme.tuned.note", "slow") }()
	<-inside
	ends("mounting globex during a change", add("globex-2", "globex"))
	release()
	ends("the change", changed)
	if got := note("globex-2") + " " + note("acme-1"); got != "new slow" {
		t.Errorf("in force is %q, want what was set last", got)
	}

	// An instance that mounts during a change of its own settings has the change in the end.
	conf.must(t, "tenants.acme.tuned.note", "quick")
	goOn = make(chan struct{})
	go func() { changed <- conf.set("tenants.acme.tuned.note", "slow") }()
	<-inside
	ends("mounting acme during a change", add("acme-2", "acme"))
	release()
	ends("the second change", changed)
	<-inside // who came has caught up
	if got := note("acme-1") + " " + note("acme-2"); got != "slow slow" {
		t.Errorf("in force is %q, want what was set last", got)
	}
	wantErr(t, "a change that is refused", conf.set("tenants.acme.tuned.note", "bad"), ErrInvalid)
	if n := len(k.configs.mounting); n != 0 || k.configs.moving || k.configs.late != nil {
		t.Errorf("%d mount, moving %v, late %d", n, k.configs.moving, len(k.configs.late))
	}
}
