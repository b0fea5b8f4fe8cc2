package logging_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/logging"
)

func TestObserver(t *testing.T) {
	var out bytes.Buffer
	o := logging.Observer(slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}})))
	secret := &sig.Error{Code: sig.CodeTimeout, Expected: "canary", Cause: errors.New("canary")}
	for _, e := range []sig.KernelEvent{
		{Kind: sig.EventActivated, Component: "db", Instance: "acme-db", Tenant: "acme"},
		{Kind: sig.EventPassivated, Component: "db", Instance: "acme-db", Tenant: "acme"},
		{Kind: sig.EventFailed, Component: "db", Instance: "acme-db", Tenant: "acme", Err: secret, Restarts: 2},
		{Kind: sig.EventRestarting, Component: "db", Instance: "acme-db", Tenant: "acme", Err: secret, Delay: time.Second},
		{Kind: sig.EventStopped, Component: "db", Instance: "acme-db", Tenant: "acme", Err: secret},
		{Kind: sig.EventDeadLetter, Component: "db", Topic: "orders.new", Method: "Take", Attempts: 3, Err: secret},
		{Kind: sig.EventLost, Count: 7},
	} {
		o.Observe(e)
	}
	want := strings.Join([]string{
		`level=INFO msg=activated component=db instance=acme-db tenant=acme`,
		`level=WARN msg=failed component=db instance=acme-db tenant=acme class=timeout restarts=2`,
		`level=WARN msg=restarting component=db instance=acme-db tenant=acme class=timeout delay=1s`,
		`level=ERROR msg=stopped component=db instance=acme-db tenant=acme class=timeout`,
		`level=ERROR msg="dead letter" component=db class=timeout topic=orders.new method=Take attempts=3`,
		`level=WARN msg="events lost" count=7`,
	}, "\n") + "\n"
	if out.String() != want {
		t.Errorf("lines:\n%s\nwant:\n%s", out.String(), want)
	}
}

// Every kind of event has its level: what needs somebody is an error, what mends itself a warning.
func TestObserverLevels(t *testing.T) {
	levels := map[slog.Level][]sig.EventKind{
		slog.LevelDebug: {sig.EventPassivated},
		slog.LevelInfo:  {sig.EventActivated, sig.EventDeactivated, sig.EventReplaced, sig.EventRemoved, sig.EventRestarted, sig.EventTenantGone, sig.EventOffboarded},
		slog.LevelWarn:  {sig.EventFailed, sig.EventRestarting, sig.EventLost},
		slog.LevelError: {sig.EventActivationFailed, sig.EventEscalated, sig.EventStopped, sig.EventDeadLetter, sig.EventPanicked},
	}
	seen := map[sig.EventKind]bool{}
	for level, kinds := range levels {
		for _, kind := range kinds {
			seen[kind] = true
			for at, want := range map[slog.Level]string{level: "level=" + level.String(), level + 1: ""} {
				var out bytes.Buffer
				logging.Observer(slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: at}))).Observe(sig.KernelEvent{Kind: kind})
				if got := out.String(); want == "" && got != "" || !strings.Contains(got, want) {
					t.Errorf("%v, shown from %v: %q, want %q", kind, at, got, want)
				}
			}
		}
	}
	for kind := sig.EventKind(1); kind.String() != "unknown"; kind++ {
		if !seen[kind] {
			t.Errorf("nothing says which level %v has", kind)
		}
	}
}
