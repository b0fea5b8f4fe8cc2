package egress

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type values map[string]string

func (v values) Get(path string) (string, bool) { s, ok := v[path]; return s, ok }

var testLimits = limits{timeout: 5 * time.Second, maxResponse: 1 << 10, connections: 4}

func handle(t *testing.T, v values) (sig.HTTP, *sender, func()) {
	t.Helper()
	s, end := core.NewTestScope("acme", "1", "c", "i")
	c := newSender(v, s, testLimits)
	s.OnEnd(c.close)
	t.Cleanup(end)
	return sig.NewHTTP(s, c), c, end
}

func server(t *testing.T, h http.HandlerFunc) (addr string) {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return strings.TrimPrefix(srv.URL, "http://")
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	io.WriteString(w, r.Method+" "+r.URL.Path+" "+r.Header.Get("X-Test")+" "+string(body))
}

func TestWhatIsAllowedIsReached(t *testing.T) {
	addr := server(t, echo)
	h, _, _ := handle(t, values{"tenants.acme.http.allow": "http://" + addr})
	resp, err := h.Do(t.Context(), sig.HTTPRequest{Method: "POST", URL: "http://" + addr + "/x", Header: map[string][]string{"X-Test": {"1"}}, Body: []byte("hi")})
	if err != nil || resp.Status != 200 || string(resp.Body) != "POST /x 1 hi" {
		t.Fatalf("%+v, %v", resp, err)
	}
	got, err := Client(h).Post("http://"+addr+"/y", "text/plain", strings.NewReader("there"))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(got.Body)
	got.Body.Close()
	if string(body) != "POST /y  there" {
		t.Errorf("by Client: %q", body)
	}
}

// Each of these reaches the server when nothing checks (shown first), and is refused.
func TestWhatIsNotAllowedIsRefused(t *testing.T) {
	hits := 0
	inner := server(t, func(w http.ResponseWriter, r *http.Request) { hits++ })
	outer := server(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+inner+"/", http.StatusFound)
	})
	port := inner[strings.LastIndexByte(inner, ':'):]
	for _, c := range []struct {
		name, allow, url string
		want             error
		plain            bool // a client without checks gets there
	}{
		{"no list", "", "http://" + inner, sig.ErrScope, true},
		{"another server", "http://" + outer, "http://" + inner, sig.ErrScope, true},
		{"another tenant's list", "", "http://" + inner + "/globex", sig.ErrScope, true},
		{"a redirect", "http://" + outer, "http://" + outer, sig.ErrScope, true},
		{"another port", "http://127.0.0.1:1", "http://" + inner, sig.ErrScope, true},
		{"TLS is open, plain is not", "127.0.0.1" + port, "http://" + inner, sig.ErrScope, true},
		{"credentials before the host", "http://allowed.example:80", "http://allowed.example@" + inner, sig.ErrInvalid, true},
		{"a name for the machine", "http://localhost" + port, "http://localhost" + port, sig.ErrScope, true},
		{"another spelling of the address", "http://127.0.0.2" + port, "http://[::ffff:127.0.0.1]" + port, sig.ErrScope, true},
		{"a number for an address", "http://*.0.1" + port, "http://127.1" + port, sig.ErrScope, false},
		{"a file", "http://" + inner, "file:///etc/passwd", sig.ErrInvalid, false},
		{"no host", "http://" + inner, "http:///x", sig.ErrInvalid, false},
		{"a list that cannot be read", "http://" + inner + ", what is this", "http://" + inner, sig.ErrInvalid, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.plain {
				naive := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
				before := hits
				resp, err := naive.Get(c.url)
				if err != nil {
					t.Fatalf("the naive client: %v", err)
				}
				resp.Body.Close()
				if hits == before {
					t.Fatal("the naive client did not get there, so the attack proves nothing")
				}
			}
			h, _, _ := handle(t, values{"tenants.acme.http.allow": c.allow, "tenants.globex.http.allow": "http://" + inner, "defaults.http.allow": "http://" + inner})
			before := hits
			resp, err := h.Do(t.Context(), sig.HTTPRequest{URL: c.url})
			if !errors.Is(err, c.want) {
				t.Errorf("got %+v, %v, want %v", resp, err, c.want)
			}
			if hits != before {
				t.Error("the server was reached")
			}
		})
	}
}

// resolver answers with an address first and with another one later.
type resolver struct{ answers []string }

func (r *resolver) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	a := netip.MustParseAddr(r.answers[0])
	if len(r.answers) > 1 {
		r.answers = r.answers[1:]
	}
	return []netip.Addr{a}, nil
}

// inward are addresses of the machine itself, of networks that are not public, and of those for a
// purpose of their own; among the IPv6 addresses are some that have an IPv4 address in them.
var inward = []string{
	"127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1", "fe80::1", "0.0.0.0", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
	"0.1.2.3", "192.0.0.8", "198.18.0.1", "240.0.0.1", "255.255.255.255", "fec0::1", "::127.0.0.1", "64:ff9b:1::7f00:1", "2002:7f00:1::1", "2001:0:7f00:1::1", "100::1", "ff02::1",
}

// plainly is how an ordinary program asks for what it was told to allow: by a client that dials
// as dial says, when check finds nothing against the host of the URL.
func plainly(url string, check func(host string) bool, dial func(ctx context.Context) (net.Conn, error)) error {
	client := &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx) },
	}}
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return err
	}
	if !check(req.URL.Hostname()) {
		return sig.ErrScope
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A name under a tenant's control leads inside only where a rule names the address. It does
// where the name alone is checked, or where what was checked is looked up again.
func TestNamesDoNotLeadInside(t *testing.T) {
	var hits atomic.Int64
	addr := server(t, func(w http.ResponseWriter, r *http.Request) { hits.Add(1) })
	port := addr[strings.LastIndexByte(addr, ':'):]
	url := "http://rebind.example.org" + port
	lead := func(allow string, answers ...string) error {
		h, c, _ := handle(t, values{"tenants.acme.http.allow": "http://*.example.org" + port + allow})
		c.resolver = &resolver{answers: answers}
		_, err := h.Do(t.Context(), sig.HTTPRequest{URL: url})
		return err
	}
	for _, a := range inward {
		var dialled netip.Addr // the server stands for whatever the network has there
		if err := plainly(url, func(host string) bool { return strings.HasSuffix(host, ".example.org") }, func(ctx context.Context) (net.Conn, error) {
			found, err := (&resolver{answers: []string{a}}).LookupNetIP(ctx, "ip", "rebind.example.org")
			if err != nil {
				return nil, err
			}
			dialled = found[0]
			return new(net.Dialer).DialContext(ctx, "tcp", addr)
		}); err != nil || dialled != netip.MustParseAddr(a) {
			t.Fatalf("a name for %s does not lead a client there that checks names, so that nothing is proved: %v", a, err)
		}
		before := hits.Load()
		if err := lead("", a); !errors.Is(err, sig.ErrScope) || hits.Load() != before {
			t.Errorf("a name for %s: %v", a, err)
		}
	}
	// A rule that names the address opens the port that it names, and no other.
	for _, rule := range []string{"127.0.0.1", "127.0.0.1:1", "127.0.0.0/8", "http://127.0.0.1:1", "http://127.0.0.2" + port} {
		if err := lead(", "+rule, "127.0.0.1"); !errors.Is(err, sig.ErrScope) {
			t.Errorf("by the rule %s: %v", rule, err)
		}
	}
	if err := lead(", http://127.0.0.1"+port, "127.0.0.1"); err != nil {
		t.Errorf("where a rule names the address: %v", err)
	}
	// A name that is for an address that a rule names, and for another one when it is asked again.
	answers := func() *resolver { return &resolver{answers: []string{"127.0.0.2", "127.0.0.1"}} }
	twice := answers()
	before := hits.Load()
	if err := plainly(url, func(host string) bool {
		found, err := twice.LookupNetIP(t.Context(), "ip", host)
		return err == nil && found[0].String() == "127.0.0.2"
	}, func(ctx context.Context) (net.Conn, error) {
		found, err := twice.LookupNetIP(ctx, "ip", "rebind.example.org")
		if err != nil {
			return nil, err
		}
		return new(net.Dialer).DialContext(ctx, "tcp", found[0].String()+port)
	}); err != nil || hits.Load() == before {
		t.Fatalf("a name that changes does not lead a client there that looks up twice, so that nothing is proved: %v", err)
	}
	before = hits.Load()
	if err := lead(", http://127.0.0.2"+port, answers().answers...); err == nil || hits.Load() != before {
		t.Errorf("a name that changes: %v", err)
	}
}

// Every package may change net.DefaultResolver: a hostile one would lead all tenants to where it listens.
func TestTheDefaultResolverOfOthersIsNotAsked(t *testing.T) {
	// In a process of its own, since look-ups may go on when a call that needs them has ended, and read the variable.
	const child = "SIGEN_TEST_HOSTILE_RESOLVER"
	if os.Getenv(child) == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1")
		cmd.Env = append(os.Environ(), child+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	var asked atomic.Int64 // by a look-up of each family of addresses at a time
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		asked.Add(1)
		return nil, errors.New("a hostile resolver")
	}}
	const name = "nowhere.invalid"
	if _, err := net.DefaultResolver.LookupNetIP(t.Context(), "ip", name); err == nil || asked.Load() == 0 {
		t.Fatalf("the naive look-up does not ask it, so that nothing is shown: %v", err)
	}
	asked.Store(0)
	h, _, _ := handle(t, values{"tenants.acme.http.allow": name})
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := h.Do(ctx, sig.HTTPRequest{URL: "https://" + name + "/"}); err == nil || asked.Load() > 0 {
		t.Errorf("a hostile resolver was asked %d times: %v", asked.Load(), err)
	}
}

// A connection that a rule opened is not used any more when the rule has gone, though its name is
// still allowed. It is where addresses are checked when they are dialled, and that is all.
func TestRulesThatGoTakeConnectionsAlong(t *testing.T) {
	addr := server(t, echo)
	port := addr[strings.LastIndexByte(addr, ':'):]
	const list = "tenants.acme.http.allow"
	url := "http://rebind.example.org" + port
	// The attack: the name is asked before and after the rule of its address goes.
	outlive := func(client func(v values) (get func() error)) error {
		v := values{list: url + ", http://127.0.0.1" + port}
		get := client(v)
		if err := get(); err != nil {
			t.Fatal(err)
		}
		v[list] = url
		return get()
	}
	if err := outlive(func(v values) func() error {
		transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			rules, err := parseRules(v[list])
			if err != nil || !opens(rules, netip.MustParseAddr("127.0.0.1"), port[1:]) {
				return nil, sig.ErrScope
			}
			return new(net.Dialer).DialContext(ctx, network, addr)
		}}
		t.Cleanup(transport.CloseIdleConnections)
		return func() error {
			resp, err := (&http.Client{Transport: transport}).Get(url)
			if err != nil {
				return err
			}
			_, err = io.Copy(io.Discard, resp.Body)
			return errors.Join(err, resp.Body.Close())
		}
	}); err != nil {
		t.Fatalf("a client that checks when it dials dials anew, so that nothing is proved: %v", err)
	}
	if err := outlive(func(v values) func() error {
		h, c, _ := handle(t, v)
		c.resolver = &resolver{answers: []string{"127.0.0.1"}}
		return func() error { _, err := h.Do(t.Context(), sig.HTTPRequest{URL: url}); return err }
	}); !errors.Is(err, sig.ErrScope) {
		t.Errorf("after the rule has gone: %v", err)
	}
}

// A lockedValues is a configuration that changes while requests are made.
type lockedValues struct {
	mu sync.Mutex
	values
}

func (v *lockedValues) Get(path string) (string, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.values.Get(path)
}

func (v *lockedValues) set(path, text string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.values[path] = text
}

// Nor is it when it was at work while the rule went: by HTTP/1.1 it comes back to those that are idle when its request
// ends, by HTTP/2 it takes more requests all the time.
func TestRulesThatGoTakeBusyConnectionsAlong(t *testing.T) {
	const list = "tenants.acme.http.allow"
	for _, proto := range []string{"HTTP/1.1", "HTTP/2.0"} {
		t.Run(proto, func(t *testing.T) {
			// The attack: a request is under way when the rule goes, and others are made meanwhile and afterwards.
			outlive := func(client func(v *lockedValues, addr, name string, roots *tls.Config) (get func(path string) error)) (within, after error) {
				arrived, goOn := make(chan struct{}), make(chan struct{})
				srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Proto != proto {
						t.Errorf("asked by %s", r.Proto)
					}
					if r.URL.Path == "/slow" {
						close(arrived)
						<-goOn
					}
				}))
				srv.EnableHTTP2 = proto == "HTTP/2.0"
				srv.StartTLS()
				t.Cleanup(srv.Close)
				addr := srv.Listener.Addr().String()
				port := addr[strings.LastIndexByte(addr, ':'):]
				name := "example.com" + port // whom the server's certificate names
				v := &lockedValues{values: values{list: name + ", 127.0.0.1" + port}}
				get := client(v, addr, name, srv.Client().Transport.(*http.Transport).TLSClientConfig)
				slow := make(chan error, 1)
				go func() { slow <- get("/slow") }()
				<-arrived
				v.set(list, name)
				within = get("/")
				close(goOn)
				if err := <-slow; err != nil {
					t.Errorf("the request that was under way: %v", err)
				}
				return within, get("/")
			}
			within, after := outlive(func(v *lockedValues, addr, name string, roots *tls.Config) func(path string) error {
				transport := &http.Transport{TLSClientConfig: roots, ForceAttemptHTTP2: proto == "HTTP/2.0", DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
					return new(net.Dialer).DialContext(ctx, network, addr)
				}}
				t.Cleanup(transport.CloseIdleConnections)
				last, _ := v.Get(list)
				return func(path string) error { // and drops what is idle when the rules change
					if now, _ := v.Get(list); now != last {
						last = now
						transport.CloseIdleConnections()
					}
					resp, err := (&http.Client{Transport: transport}).Get("https://" + name + path)
					if err != nil {
						return err
					}
					_, err = io.Copy(io.Discard, resp.Body)
					return errors.Join(err, resp.Body.Close())
				}
			})
			if within != nil || after != nil {
				t.Fatalf("a client that drops what is idle withstands, so that nothing is proved: %v, %v", within, after)
			}
			within, after = outlive(func(v *lockedValues, addr, name string, roots *tls.Config) func(path string) error {
				s, end := core.NewTestScope("acme", "1", "c", "i")
				c := newSender(v, s, testLimits)
				s.OnEnd(c.close)
				t.Cleanup(end)
				c.tls = roots
				c.resolver = &resolver{answers: []string{"127.0.0.1"}}
				h := sig.NewHTTP(s, c)
				return func(path string) error {
					_, err := h.Do(t.Context(), sig.HTTPRequest{URL: "https://" + name + path})
					return err
				}
			})
			if !errors.Is(within, sig.ErrScope) || !errors.Is(after, sig.ErrScope) {
				t.Errorf("after the rule has gone: %v, %v", within, after)
			}
		})
	}
}

// Hooks of a context would run on goroutines of the client, where a panic ends everybody, and be given its connections.
func TestNoHooksOfTheContext(t *testing.T) {
	addr := server(t, echo)
	var conns atomic.Int64
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		ConnectStart: func(string, string) { conns.Add(1) },
		GotConn:      func(httptrace.GotConnInfo) { conns.Add(1) },
	})
	if err := plainly("http://"+addr, func(string) bool { return true }, func(context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", addr)
	}); err != nil || conns.Load() == 0 {
		t.Fatalf("a naive client does not call hooks, so that nothing is proved: %v", err)
	}
	conns.Store(0)
	h, _, _ := handle(t, values{"tenants.acme.http.allow": "http://" + addr})
	if _, err := h.Do(ctx, sig.HTTPRequest{URL: "http://" + addr}); err != nil || conns.Load() != 0 {
		t.Errorf("%d hooks were called: %v", conns.Load(), err)
	}
}

// A name that opens names without number opens no connections without number.
func TestConnectionsToAllServersAreBounded(t *testing.T) {
	block := make(chan struct{})
	addr := server(t, func(http.ResponseWriter, *http.Request) { <-block })
	port := addr[strings.LastIndexByte(addr, ':'):]
	h, c, end := handle(t, values{"tenants.acme.http.allow": "http://*.example.org" + port + ", http://127.0.0.1" + port})
	c.resolver = &resolver{answers: []string{"127.0.0.1"}}
	most := openServers * testLimits.connections
	errs := make(chan error, most+1)
	for n := range most {
		go func() {
			_, err := h.Do(t.Context(), sig.HTTPRequest{URL: fmt.Sprintf("http://n%d.example.org%s", n, port)})
			errs <- err
		}()
	}
	for n := 0; c.open.Load() < int64(most); n++ {
		if n == 5000 {
			t.Fatalf("%d connections are open, want %d", c.open.Load(), most)
		}
		time.Sleep(time.Millisecond)
	}
	if _, err := h.Do(t.Context(), sig.HTTPRequest{URL: "http://more.example.org" + port}); !errors.Is(err, sig.ErrLimited) {
		t.Errorf("one more: %v", err)
	}
	close(block)
	for range most {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	end()
	for n := 0; c.open.Load() > 0; n++ {
		if n == 5000 {
			t.Fatalf("%d connections are open after the end", c.open.Load())
		}
		time.Sleep(time.Millisecond)
	}
}

func TestLimitsAndEnd(t *testing.T) {
	block := make(chan struct{})
	addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/long":
			io.WriteString(w, strings.Repeat("x", 1<<10+1))
		case "/slow":
			<-block
		}
	})
	defer close(block)
	v := values{"tenants.acme.http.allow": "http://" + addr}
	h, c, end := handle(t, v)
	if _, err := h.Do(t.Context(), sig.HTTPRequest{URL: "http://" + addr + "/long"}); !errors.Is(err, sig.ErrLimited) {
		t.Errorf("a long answer: %v", err)
	}
	c.client.Timeout = 20 * time.Millisecond
	if _, err := h.Do(t.Context(), sig.HTTPRequest{URL: "http://" + addr + "/slow"}); !errors.Is(err, sig.ErrTimeout) {
		t.Errorf("a slow answer: %v", err)
	}
	if _, err := h.Do(t.Context(), sig.HTTPRequest{URL: "http://" + addr, Header: map[string][]string{"host": {"evil"}}}); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("a Host header: %v", err)
	}
	delete(v, "tenants.acme.http.allow") // configuration is followed live
	if _, err := h.Do(t.Context(), sig.HTTPRequest{URL: "http://" + addr}); !errors.Is(err, sig.ErrScope) {
		t.Errorf("after the list was emptied: %v", err)
	}
	end()
	if _, err := h.Do(t.Context(), sig.HTTPRequest{URL: "http://" + addr}); !errors.Is(err, sig.ErrInstanceGone) {
		t.Errorf("after the end: %v", err)
	}
	if _, err := (sig.HTTP{}).Do(t.Context(), sig.HTTPRequest{}); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("the zero value: %v", err)
	}
}

// What is in flight ends with its instance, and is an error of the instance's end.
func TestRequestsEndWithTheirInstance(t *testing.T) {
	for _, path := range []string{"/before", "/within"} {
		arrived, hang := make(chan struct{}), make(chan struct{})
		addr := server(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/within" {
				io.WriteString(w, "the beginning")
				w.(http.Flusher).Flush()
			}
			close(arrived)
			select {
			case <-hang:
			case <-r.Context().Done():
			}
		})
		h, _, end := handle(t, values{"tenants.acme.http.allow": "http://" + addr})
		done := make(chan error)
		go func() {
			_, err := h.Do(context.Background(), sig.HTTPRequest{URL: "http://" + addr + path})
			done <- err
		}()
		<-arrived
		end()
		if err := <-done; !errors.Is(err, sig.ErrInstanceGone) {
			t.Errorf("%s: %v", path, err)
		}
		close(hang)
	}
}

// Proxies of the environment are not asked: they would see what tenants send, and lead
// past the allow-list. Two scopes share no connection. A client that everybody has does both.
func TestNoProxyAndNoSharedConnection(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]bool{} // connections, by the address of the client
	asked := 0
	addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		seen[r.RemoteAddr] = true
	})
	proxy := server(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked++
	})
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, "http://"+proxy)
	}
	// Two tenants ask a server in turns, and one of them asks for what is far away.
	ask := func(tenants ...func(ctx context.Context, url string) error) (connections, proxied int) {
		for range 3 {
			for _, get := range tenants {
				if err := get(t.Context(), "http://"+addr); err != nil {
					t.Fatal(err)
				}
			}
		}
		short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		_ = tenants[0](short, "http://allowed.example:80/") // whatever comes of it
		mu.Lock()
		defer mu.Unlock()
		connections, proxied = len(seen), asked
		clear(seen)
		asked = 0
		return connections, proxied
	}
	// As http.DefaultClient does, which reads the environment once for all tests and takes this machine out.
	everybodys := &http.Client{Transport: &http.Transport{Proxy: func(r *http.Request) (*url.URL, error) {
		if strings.HasPrefix(r.URL.Host, "127.") {
			return nil, nil
		}
		return url.Parse(os.Getenv("HTTP_PROXY"))
	}}}
	defer everybodys.CloseIdleConnections()
	naive := func(ctx context.Context, url string) error {
		req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
		if err != nil {
			return err
		}
		resp, err := everybodys.Do(req)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, resp.Body)
		return errors.Join(err, resp.Body.Close())
	}
	if connections, proxied := ask(naive, naive); connections != 1 || proxied != 1 {
		t.Fatalf("a client that everybody has uses %d connections and asks the proxy %d times, so that nothing is proved", connections, proxied)
	}
	v := values{"tenants.acme.http.allow": "http://" + addr + ", http://allowed.example:80", "tenants.globex.http.allow": "http://" + addr}
	acme, c, _ := handle(t, v)
	c.resolver = &resolver{answers: []string{"203.0.113.1"}} // an address for documentation
	s, end := core.NewTestScope("globex", "1", "c", "i")
	other := newSender(v, s, testLimits)
	s.OnEnd(other.close)
	defer end()
	by := func(h sig.HTTP) func(context.Context, string) error {
		return func(ctx context.Context, url string) error {
			_, err := h.Do(ctx, sig.HTTPRequest{URL: url})
			return err
		}
	}
	if connections, proxied := ask(by(acme), by(sig.NewHTTP(s, other))); connections != 2 || proxied != 0 {
		t.Errorf("two scopes used %d connections, and the proxy was asked %d times", connections, proxied)
	}
}

func FuzzRules(f *testing.F) {
	for _, s := range []string{"a.b", "*.a.b:8443", "10.0.0.0/8", "[::1]:80", "http://a:1", "https://x.y", ",,"} {
		f.Add(s, "a.b", "443")
	}
	f.Fuzz(func(t *testing.T, text, host, port string) {
		rules, err := parseRules(text)
		if err != nil {
			return
		}
		for _, r := range rules {
			if r.name == "" && !r.prefix.IsValid() {
				t.Fatalf("%q opens everything or nothing: %+v", text, r)
			}
			if r.port == "" {
				t.Fatalf("%q opens every port: %+v", text, r)
			}
			_ = r.allows(host, port, false)
		}
	})
}
