package httprpc_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/sigtest"
	"github.com/sigen-dev/sigen/runtime/tenancy"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc/internal/fixture"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// kernel has a bird of acme, a clock and a warden.
func kernel(t testing.TB, opts ...sig.Option) *sig.Kernel {
	t.Helper()
	k := sig.New(opts...)
	must(t, k.Discover(config.ProviderFactory, fixture.BirdFactory, fixture.ClockFactory, fixture.WardenFactory))
	for _, i := range [][3]string{{"bird", "acme-bird", "acme"}, {"bird", "globex-bird", "globex"}, {"clock", "sun", ""}, {"warden", "guard", ""}} {
		props := sig.Props{}
		if i[2] != "" {
			props["target"] = i[2]
		}
		_, err := k.Instantiate(i[0], i[1], props)
		must(t, err)
	}
	must(t, k.Boot(context.Background()))
	t.Cleanup(func() { must(t, k.Shutdown(context.Background())) })
	return k
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// byToken is the identity that the tests verify: "Bearer acme" is acme.
func byToken(r *http.Request) (string, error) {
	name, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || name == "operator" {
		return "", errors.New("no token")
	}
	return name, nil
}

func isOperator(r *http.Request) bool { return r.Header.Get("Authorization") == "Bearer operator" }

func serve(t testing.TB, k *sig.Kernel, opts ...httprpc.HandlerOption) *httptest.Server {
	opts = append([]httprpc.HandlerOption{httprpc.WithTenant(byToken), httprpc.WithOperator(isOperator)}, opts...)
	s := httptest.NewServer(httprpc.NewHandler(k, opts...))
	t.Cleanup(s.Close)
	return s
}

// away is a kernel that has nothing but a transport to url.
func away(t testing.TB, url, token string, opts ...httprpc.Option) *sig.Kernel {
	t.Helper()
	c := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(c.CloseIdleConnections)
	opts = append([]httprpc.Option{httprpc.WithClient(c), httprpc.WithAuthorization(func(r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	})}, opts...)
	tr, err := httprpc.New(url, opts...)
	must(t, err)
	return booted(t, sig.WithTransport(tr))
}

func booted(t testing.TB, opts ...sig.Option) *sig.Kernel {
	k := sig.New(opts...)
	must(t, k.Boot(context.Background()))
	t.Cleanup(func() { must(t, k.Shutdown(context.Background())) })
	return k
}

// ways are the kernels by which the same client reaches the same bird.
func ways(t *testing.T) map[string]*sig.Kernel {
	k := kernel(t)
	return map[string]*sig.Kernel{
		"local":     k,
		"transport": booted(t, sig.WithTransport(sigtest.Link(k))),
		"http":      away(t, serve(t, k).URL, "operator"),
	}
}

func TestOneInterface(t *testing.T) {
	ctx := t.Context()
	for way, k := range ways(t) {
		var p fixture.Parrot = fixture.NewParrotClient(k).Target("acme")
		got, err := p.Echo(ctx, fixture.EchoParams{Text: "<hi> \u2028"})
		if err != nil || got.Text != "<hi> \u2028" || got.By != "acme-bird" || got.For != "acme" {
			t.Errorf("%s: %+v, %v", way, got, err)
		}
		if err := p.Nothing(ctx); err != nil {
			t.Errorf("%s: %v", way, err)
		}
		if _, err := p.Echo(ctx, fixture.EchoParams{Text: strings.Repeat("x", 1001)}); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("%s: %v", way, err)
		}
		var all []int
		for n, err := range p.Count(ctx, fixture.CountParams{To: 3}) {
			must(t, err)
			all = append(all, n)
		}
		if len(all) != 3 || all[2] != 2 {
			t.Errorf("%s: %v", way, all)
		}
		all = nil
		var last error
		for n, err := range p.Count(ctx, fixture.CountParams{To: 2, Fail: true}) {
			if last = err; err == nil {
				all = append(all, n)
			}
		}
		if len(all) != 2 || !errors.Is(last, sig.ErrLimited) || !strings.Contains(last.Error(), "patience") {
			t.Errorf("%s: %v, then %v", way, all, last)
		}
		if said, err := fixture.NewClockClient(k).Now(ctx); err != nil || said.By != "sun" || said.For != "" {
			t.Errorf("%s: the shared one: %+v, %v", way, said, err)
		}
		if said, err := fixture.NewWardenClient(k).Count(ctx); err != nil || said.By != "guard" {
			t.Errorf("%s: the admin one: %+v, %v", way, said, err)
		}
		if err := fixture.NewParrotClient(k).Target("initech").Nothing(ctx); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("%s: absent: %v", way, err)
		}
	}
}

// A tracer sends a trace and keeps those that come.
type tracer struct {
	parent, state string
	came          chan [2]string
}

func (tracer) Observe(sig.KernelEvent) {}

func (t tracer) InjectTrace(context.Context) (traceparent, tracestate string) {
	return t.parent, t.state
}

func (t tracer) ExtractTrace(ctx context.Context, traceparent, tracestate string) context.Context {
	t.came <- [2]string{traceparent, tracestate}
	return ctx
}

func TestTraces(t *testing.T) {
	server := tracer{came: make(chan [2]string, 9)}
	url := serve(t, kernel(t, sig.WithObserver(server))).URL
	const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	for _, sent := range [][2]string{{parent, "vendor=1"}, {parent, ""}} {
		c := &http.Client{Transport: &http.Transport{}}
		t.Cleanup(c.CloseIdleConnections)
		tr, err := httprpc.New(url, httprpc.WithClient(c), httprpc.WithAuthorization(func(r *http.Request) error {
			r.Header.Set("Authorization", "Bearer operator")
			return nil
		}))
		must(t, err)
		p := fixture.NewParrotClient(booted(t, sig.WithTransport(tr), sig.WithObserver(tracer{parent: sent[0], state: sent[1]}))).Target("acme")
		must(t, p.Nothing(t.Context()))
		if got := <-server.came; got != sent {
			t.Errorf("sent %q, came %q", sent, got)
		}
		for _, err := range p.Count(t.Context(), fixture.CountParams{To: 1}) {
			must(t, err)
		}
		if got := <-server.came; got != sent {
			t.Errorf("of a stream: sent %q, came %q", sent, got)
		}
	}
	if len(server.came) > 0 {
		t.Errorf("and %q came", <-server.came)
	}
}

// A stream is pulled: what is not asked for is not made, and the component hears that nobody listens.
func TestStreamEnds(t *testing.T) {
	for way, k := range ways(t) {
		p := fixture.NewParrotClient(k).Target("globex")
		seen := 0
		for n, err := range p.Forever(t.Context()) {
			must(t, err)
			if seen = n; n == 2000 {
				break
			}
		}
		<-fixture.Birds.Load().Stopped
		if seen != 2000 {
			t.Errorf("%s: %d", way, seen)
		}
	}
}

func TestErrorsSurvive(t *testing.T) {
	ctx := t.Context()
	all := ways(t)
	for code, made := range fixture.Errors {
		p := fixture.NewParrotClient(all["http"]).Target("acme")
		err := p.Fail(ctx, fixture.FailParams{Code: code})
		var got, want *sig.Error
		if !errors.As(err, &got) {
			t.Errorf("%d: %v", code, err)
			continue
		}
		if !errors.As(made, &want) {
			want = &sig.Error{Code: sig.CodeFailed}
		}
		if !errors.Is(err, want) || got.Path != want.Path || got.Retry != want.Retry || got.Runnable != "parrot.fail" {
			t.Errorf("%d: got %#v, want %#v", code, got, want)
		}
		if want.Expected != "" && want.Expected != fixture.Secret && got.Expected != want.Expected {
			t.Errorf("%d: expected %q, want %q", code, got.Expected, want.Expected)
		}
		if strings.Contains(err.Error(), fixture.Secret) {
			t.Errorf("%d: the cause was sent: %v", code, err)
		}
		if errors.Is(err, context.DeadlineExceeded) != (want.Code == sig.CodeTimeout) {
			t.Errorf("%d: a timeout is context.DeadlineExceeded, and nothing else is: %v", code, err)
		}
	}
	err := fixture.NewParrotClient(all["http"]).Target("acme").Fail(ctx, fixture.FailParams{Code: 99})
	if !errors.Is(err, sig.ErrPanic) || strings.Contains(err.Error(), fixture.Secret) {
		t.Errorf("a panic: %v", err)
	}
}

func TestDeadline(t *testing.T) {
	k := away(t, serve(t, kernel(t)).URL, "operator")
	p := fixture.NewParrotClient(k).Target("globex")
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-fixture.Birds.Load().Started; cancel() }()
	if err := p.Hang(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	<-fixture.Birds.Load().Stopped // the server heard of it
	ctx, cancel = context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := p.Hang(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("late: %v", err)
	}
	<-fixture.Birds.Load().Started
	<-fixture.Birds.Load().Stopped
}

// A key makes a call once, over HTTP as in process, whatever bytes it has.
func TestIdempotencyKey(t *testing.T) {
	k := away(t, serve(t, kernel(t)).URL, "operator")
	p := fixture.NewParrotClient(k).Target("acme")
	for _, key := range []string{"order-7", `a "quoted\" one`, "\x00\xff", " ", strings.Repeat("k", 255)} {
		var runs []int64
		for range 2 {
			got, err := p.Echo(sig.WithIdempotencyKey(t.Context(), key), fixture.EchoParams{Text: "x"})
			must(t, err)
			runs = append(runs, got.Runs)
		}
		if runs[0] != runs[1] {
			t.Errorf("%q: runs %v", key, runs)
		}
		if _, err := p.Echo(sig.WithIdempotencyKey(t.Context(), key), fixture.EchoParams{Text: "y"}); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("%q with other params: %v", key, err)
		}
	}
	for n, err := range p.Count(sig.WithIdempotencyKey(t.Context(), "count"), fixture.CountParams{To: 2}) {
		if err != nil || n > 1 {
			t.Errorf("a stream with a key: %d, %v", n, err)
		}
	}
}

// ask sends a request as it is and returns the status and the body.
func ask(t *testing.T, url, token, path, body string, head ...string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "POST", url, strings.NewReader(body))
	must(t, err)
	r.URL.Opaque = "//" + r.URL.Host + path // sent as it stands
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for n := 0; n < len(head); n += 2 {
		if head[n] == "method" {
			r.Method = head[n+1]
			continue
		}
		r.Header.Add(head[n], head[n+1])
	}
	c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := c.Do(r)
	must(t, err)
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	must(t, err)
	return res.StatusCode, string(out), res.Header
}

func TestRequests(t *testing.T) {
	url := serve(t, kernel(t), httprpc.WithMaxBody(100)).URL
	const hi = `{"text":"hi"}`
	for _, c := range []struct {
		name, token, path, body string
		head                    []string
		status                  int
		has                     string
	}{
		{"a call", "acme", "/parrot/echo", hi, nil, 200, `"for":"acme"`},
		{"its own target", "acme", "/parrot/echo", hi, []string{"Sig-Target", "acme"}, 200, `"for":"acme"`},
		{"an instance", "acme", "/acme-bird/echo", hi, nil, 200, `"for":"acme"`},
		{"a shared one", "acme", "/clock/now", "", nil, 200, `"for":"acme"`},
		{"a media type with more", "acme", "/parrot/echo", hi, []string{"Content-Type", "application/json; charset=utf-8"}, 200, ""},
		{"nobody", "", "/parrot/echo", hi, nil, 403, `"denied"`},
		{"nobody, nothing there", "", "/nothing/there", hi, []string{"method", "GET"}, 403, `"denied"`},
		{"a tenant with no name", "..", "/parrot/echo", hi, nil, 403, `"denied"`},
		{"a tenant that is not here", "initech", "/parrot/echo", hi, nil, 404, `"not-found"`},
		{"an operator without a target", "operator", "/parrot/echo", hi, nil, 404, `"not-found"`},
		{"an operator with one", "operator", "/parrot/echo", hi, []string{"Sig-Target", "globex"}, 200, `"for":"globex"`},
		{"a target that is no name", "operator", "/parrot/echo", hi, []string{"Sig-Target", "../x"}, 403, `"denied"`},
		{"an admin component", "acme", "/warden/count", "", nil, 404, `"not-found"`},
		{"an operator bound to a tenant", "operator", "/warden/count", "", []string{"Sig-Target", "acme"}, 404, `"not-found"`},
		{"another method", "acme", "/parrot/echo", "", []string{"method", "GET"}, 405, `POST`},
		{"a query", "acme", "/parrot/echo?target=globex", hi, nil, 400, `"query"`},
		{"a body too long", "acme", "/parrot/echo", `{"text":"` + strings.Repeat("x", 100) + `"}`, nil, 413, "100 bytes"},
		{"no JSON", "acme", "/parrot/echo", "text=hi", []string{"Content-Type", "text/plain"}, 200, ""}, // the first type is JSON
		{"a compressed body", "acme", "/parrot/echo", hi, []string{"Content-Encoding", "gzip"}, 415, "encoding"},
		{"two keys", "acme", "/parrot/echo", hi, []string{"Idempotency-Key", "a", "Idempotency-Key", "b"}, 400, `"Idempotency-Key"`},
		{"half a key", "acme", "/parrot/echo", hi, []string{"Idempotency-Key", `"a`}, 400, `"Idempotency-Key"`},
		{"no number", "acme", "/parrot/echo", hi, []string{"Sig-Timeout", "1s"}, 400, `"Sig-Timeout"`},
		{"no time left", "acme", "/parrot/echo", hi, []string{"Sig-Timeout", "0"}, 504, `"timeout"`},
		{"what the schema does not know", "acme", "/parrot/echo", `{"text":"hi","new":1}`, nil, 400, `"new"`},
		{"the same, leniently", "acme", "/parrot/echo", `{"text":"hi","new":1}`, []string{"Prefer", "wait=1, handling=lenient"}, 200, ""},
		{"another origin", "acme", "/parrot/echo", hi, []string{"Origin", "https://evil.example"}, 403, `"denied"`},
		{"a whole stream", "acme", "/parrot/count", `{"to":3}`, nil, 200, `[0,1,2]`},
		{"lines", "acme", "/parrot/count", `{"to":2}`, []string{"Accept", "application/json;q=0.1, application/x-ndjson"}, 200, "{\"result\":0}\n{\"result\":1}\n{\"end\":true}\n"},
		{"lines of no stream", "acme", "/parrot/nothing", "", []string{"Accept", "application/x-ndjson"}, 200, "{\"result\":null}\n{\"end\":true}\n"},
		{"lines that cannot begin", "acme", "/parrot/count", `{"to":"x"}`, []string{"Accept", "application/x-ndjson"}, 400, `"path":"to"`},
		{"lines that fail", "acme", "/parrot/count", `{"to":1,"fail":true}`, []string{"Accept", "application/x-ndjson"}, 200, "{\"result\":0}\n{\"error\":{\"title\":\"limit reached\",\"status\":429,"},
	} {
		if c.name == "no JSON" {
			c.status, c.has = 400, "" // the first Content-Type counts, and the body is none
		}
		status, body, head := ask(t, url, c.token, c.path, c.body, c.head...)
		if status != c.status || !strings.Contains(body, c.has) {
			t.Errorf("%s: %d %s, want %d with %s", c.name, status, body, c.status, c.has)
		}
		if head.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: it may be cached", c.name)
		}
		if status != 200 {
			var p map[string]any
			if head.Get("Content-Type") != "application/problem+json" || json.Unmarshal([]byte(body), &p) != nil || p["code"] == nil || p["title"] == nil || p["status"] != float64(status) {
				t.Errorf("%s: no problem: %s", c.name, body)
			}
		}
	}
	r := httptest.NewRequest("POST", "/parrot/echo", strings.NewReader("text=hi"))
	r.Header.Set("Content-Type", "text/plain")
	r.Header.Set("Authorization", "Bearer acme")
	w := httptest.NewRecorder()
	httprpc.NewHandler(kernel(t), httprpc.WithTenant(byToken)).ServeHTTP(w, r)
	if w.Code != 415 {
		t.Errorf("a form: %d", w.Code)
	}
	if _, body, head := ask(t, url, "acme", "/parrot/fail", `{"code":7}`); head.Get("Retry-After") != "90" {
		t.Errorf("Retry-After %q: %s", head.Get("Retry-After"), body)
	}
	if _, body, head := ask(t, url, "acme", "/parrot/fail", `{"code":6}`); head.Get("Retry-After") != "1" || !strings.Contains(body, `"retryAfter":0.25`) {
		t.Errorf("Retry-After %q: %s", head.Get("Retry-After"), body)
	}
}

// The middleware that a program has already is identity enough; nothing at all is none.
func TestMiddleware(t *testing.T) {
	k := kernel(t)
	ask := func(h http.Handler) int {
		r := httptest.NewRequest("POST", "/clock/now", nil)
		r.Header.Set("Authorization", "Bearer acme")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	if got := ask(tenancy.Middleware(byToken)(httprpc.NewHandler(k))); got != 200 {
		t.Errorf("bound: %d", got)
	}
	if got := ask(httprpc.NewHandler(k)); got != 403 {
		t.Errorf("no identity: %d", got)
	}
}

// A body that does not come ends the request, and the connection.
func TestSlowBody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here, there := net.Pipe()
		l := &oneConn{c: make(chan net.Conn, 1), done: make(chan struct{})}
		l.c <- there
		s := &http.Server{Handler: httprpc.NewHandler(sig.New(), httprpc.WithOperator(func(*http.Request) bool { return true }), httprpc.WithBodyTimeout(5*time.Second))}
		go s.Serve(l)
		start := time.Now()
		_, err := io.WriteString(here, "POST /a/b HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{")
		must(t, err)
		res, err := http.ReadResponse(bufio.NewReader(here), nil)
		must(t, err)
		if took := time.Since(start); res.StatusCode != 408 || took != 5*time.Second || !res.Close {
			t.Errorf("%s after %v, close %v", res.Status, took, res.Close)
		}
		res.Body.Close()
		here.Close()
		must(t, s.Close())
		synctest.Wait()
	})
}

type oneConn struct {
	c    chan net.Conn
	done chan struct{}
}

func (l *oneConn) Accept() (net.Conn, error) {
	select {
	case c := <-l.c:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}
func (l *oneConn) Close() error   { close(l.done); return nil }
func (l *oneConn) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

// What answers but is no handler is an error that says so, and never "not found": the next
// transport is not asked.
func TestOtherServers(t *testing.T) {
	for name, c := range map[string]struct {
		h    http.HandlerFunc
		want string
	}{
		"not found":      {http.NotFound, "404 Not Found"},
		"a redirect":     {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusTemporaryRedirect) }, "307"},
		"a page":         {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>") }, "text/html"},
		"a code unknown": {problem(418, `{"code":"teapot","title":"x","status":418,"detail":"coffee"}`), "coffee"},
		"half a problem": {problem(400, `{"code":`), "unexpected end"},
		"too much": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Write(make([]byte, 1001))
		}, "at most 1000 bytes"},
		"no stream":     {problem(200, `{}`), "problem+json"},
		"half a stream": {lines("{\"result\":1}\n"), "unexpected EOF"},
		"half a line":   {lines("{\"result\":1}\n{\"end\":true"), "unexpected EOF"},
		"a long line":   {lines("{\"result\":\"" + strings.Repeat("x", 1000) + "\"}\n"), "at most 1000 bytes"},
		"no line":       {lines("1\n"), "no JSON object"},
		"another line":  {lines("{}\n"), "neither"},
	} {
		s := httptest.NewServer(c.h)
		p := fixture.NewParrotClient(away(t, s.URL, "x", httprpc.WithMaxAnswer(1000))).Target("acme")
		var err error
		if strings.Contains(name, "stream") || strings.Contains(name, "line") {
			for _, err = range p.Count(t.Context(), fixture.CountParams{}) {
				continue
			}
		} else {
			_, err = p.Echo(t.Context(), fixture.EchoParams{})
		}
		if err == nil || errors.Is(err, sig.ErrNotFound) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		s.Close()
	}
	dead := httptest.NewServer(nil)
	dead.Close()
	p := fixture.NewParrotClient(away(t, dead.URL, "x")).Target("acme")
	var op *net.OpError
	if err := p.Nothing(t.Context()); !errors.As(err, &op) {
		t.Errorf("nobody there: %v", err)
	}
	for _, base := range []string{"", "ftp://x", "http://", "http://u:p@x", "http://x?a=b", "http://x#f", "://"} {
		if _, err := httprpc.New(base); err == nil {
			t.Errorf("base %q", base)
		}
	}
}

func problem(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

func lines(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-ndjson")
		io.WriteString(w, body)
	}
}

// Who is nobody, and a component without a tenant, is not sent with the process's credentials.
func TestWhoIsNotSent(t *testing.T) {
	tr, err := httprpc.New("http://127.0.0.1:1", httprpc.WithAuthorization(func(*http.Request) error { return errors.New("no token today") }))
	must(t, err)
	if _, err := tr.Invoke(t.Context(), sig.Envelope{Route: "parrot.echo"}); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("nobody: %v", err)
	}
	host := sig.New().HostCaller()
	if _, err := tr.Invoke(t.Context(), sig.Envelope{Route: "parrot.echo", Caller: host}); !errors.Is(err, sig.ErrDenied) || !strings.Contains(err.Error(), "no token today") {
		t.Errorf("no credentials: %v", err)
	}
	for _, route := range []string{"parrot", "../x.echo", "a/b.c", "a.b%2e", "a.", ".b", "a.\x00"} {
		if _, err := tr.Invoke(t.Context(), sig.Envelope{Route: route, Caller: host}); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("route %q: %v", route, err)
		}
	}
}

// bare is a transport that can carry no stream but a whole one.
type bare struct{ sig.Transport }

// The next transport is asked when one says, before the first element, that it is nobody's;
// one that carries no streams brings it whole.
func TestStreamsOverSeveralTransports(t *testing.T) {
	there := kernel(t)
	for name, all := range map[string][]sig.Transport{
		"the second":        {sigtest.Link(booted(t)), sigtest.Link(there)},
		"the second, whole": {bare{sigtest.Link(booted(t))}, bare{sigtest.Link(there)}},
		"HTTP":              {sigtest.Link(booted(t)), transport(t, serve(t, there).URL)},
	} {
		var opts []sig.Option
		for _, tr := range all {
			opts = append(opts, sig.WithTransport(tr))
		}
		k := booted(t, opts...)
		var got []int
		for n, err := range fixture.NewParrotClient(k).Target("acme").Count(t.Context(), fixture.CountParams{To: 3}) {
			must(t, err)
			got = append(got, n)
		}
		if len(got) != 3 {
			t.Errorf("%s: %v", name, got)
		}
		for _, err := range fixture.NewParrotClient(k).Target("nobody").Count(t.Context(), fixture.CountParams{To: 3}) {
			if !errors.Is(err, sig.ErrNotFound) {
				t.Errorf("%s: absent: %v", name, err)
			}
		}
	}
}

func transport(t *testing.T, url string) sig.Transport {
	c := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(c.CloseIdleConnections)
	tr, err := httprpc.New(url, httprpc.WithClient(c), httprpc.WithAuthorization(func(r *http.Request) error {
		r.Header.Set("Authorization", "Bearer operator")
		return nil
	}))
	must(t, err)
	return tr
}

// limit=result= bounds what leaves the process, element by element too.
func TestResultLimitOfAStream(t *testing.T) {
	k := kernel(t)
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	must(t, err)
	must(t, admin.Set("tenants.acme.sig.limits.parrot.count", "result=100B"))
	p := fixture.NewParrotClient(away(t, serve(t, k).URL, "acme")).Target("acme")
	n, last := 0, error(nil)
	for _, err := range p.Count(t.Context(), fixture.CountParams{To: 1000}) {
		if last = err; err == nil {
			n++
		}
	}
	if n != 55 || !errors.Is(last, sig.ErrLimited) { // 10 of one digit and 45 of two are 100 bytes
		t.Errorf("%d elements, then %v", n, last)
	}
}
