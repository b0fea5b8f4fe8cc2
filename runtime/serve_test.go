package sig_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

type served struct{ sig.Instance }

type servedInstance struct {
	abi.Instance
	self served
}

// servedFactory makes instances that say when they go, and whose one runnable takes as long as it is let.
func servedFactory(release <-chan struct{}) sig.Factory {
	return abi.NewFactory(abi.Component{
		Component: "served", Type: "sig_test.served", Scope: abi.ScopeTenant,
		Provides: []*abi.Contract{{Name: "served", Type: "sig_test.served", Methods: []abi.Method{{
			Name: "work",
			Call: func(ctx context.Context, _ any, _ *codec.Decoder) (any, error) {
				fmt.Println("working")
				<-release
				return nil, nil
			},
		}}}},
		New: func(m *abi.Mount) abi.Body {
			b := new(servedInstance)
			abi.Attach(m, &b.self.Instance, b)
			return b
		},
		Self: func(b abi.Body) any { return &b.(*servedInstance).self },
		Deactivate: func(b abi.Body, _ context.Context) error {
			fmt.Println("down", b.(*servedInstance).self.Name())
			return nil
		},
	})
}

// awaited is a context that tells when somebody waits for its end: Serve has the signals then.
type awaited struct {
	context.Context
	once    sync.Once
	reached chan struct{}
}

func (a *awaited) Done() <-chan struct{} {
	a.once.Do(func() { close(a.reached) })
	return a.Context.Done()
}

// serve is the process of TestServe: a host whose call ends at a line of its input.
func serve() {
	release := make(chan struct{})
	go func() {
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		close(release)
	}()
	k := sig.New()
	err := k.Discover(servedFactory(release))
	for _, name := range []string{"first", "second"} {
		if err == nil {
			_, err = k.Instantiate("served", name, sig.Props{"target": "acme"})
		}
	}
	if err == nil {
		err = k.Boot(context.Background())
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	ctx := &awaited{Context: context.Background(), reached: make(chan struct{})}
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		<-ctx.reached // before, a signal would end the process
		_, err := k.Bus().Invoke(context.Background(), "first.work", nil)
		fmt.Println("answered", err)
	}()
	err = sig.Serve(ctx, k, time.Minute)
	if err == nil {
		<-answered // its call has ended, and says so at the same time
	}
	fmt.Println("forced", errors.Is(err, sig.ErrForced), "timeout", errors.Is(err, sig.ErrTimeout))
	fmt.Println(err)
}

func TestMain(m *testing.M) {
	if os.Getenv("SIG_TEST_SERVE") != "" {
		serve()
		return
	}
	os.Exit(m.Run())
}

// A real process with real signals: the first one lets what is in flight end, in
// reverse order; the second one cuts it off and says what.
func TestServe(t *testing.T) {
	start := func() (p *exec.Cmd, in io.Writer, line func() string) {
		t.Helper()
		p = exec.Command(os.Args[0])
		p.Env = append(os.Environ(), "SIG_TEST_SERVE=1")
		stdin, err := p.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := p.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = p.Process.Kill(); _ = p.Wait() })
		r := bufio.NewReader(out)
		return p, stdin, func() string {
			s, _ := r.ReadString('\n')
			return strings.TrimSpace(s)
		}
	}
	want := func(line func() string, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if got := line(); got != text {
				t.Fatalf("it says %q, want %q", got, text)
			}
		}
	}
	p, in, line := start()
	want(line, "working")
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	want(line, "down second")
	fmt.Fprintln(in)
	got := []string{line(), line()}
	if strings.Join(got, ", ") != "answered <nil>, down first" && strings.Join(got, ", ") != "down first, answered <nil>" {
		t.Errorf("the call in flight, and its instance: %q", got)
	}
	want(line, "forced false timeout false", "<nil>")

	p, _, line = start()
	want(line, "working")
	for _, s := range []os.Signal{syscall.SIGINT, syscall.SIGTERM} {
		if err := p.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		if s == syscall.SIGINT {
			want(line, "down second")
		}
	}
	want(line, "down first", "forced true timeout true", sig.ErrForced.Error())
	if got := line(); !strings.Contains(got, "instance first") || !strings.Contains(got, "1 were cut off") {
		t.Errorf("what was cut: %s", got)
	}
}
