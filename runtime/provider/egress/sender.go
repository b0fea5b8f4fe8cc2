package egress

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/internal/plain"
)

const maxRedirects = 10

type limits struct {
	timeout     time.Duration
	maxResponse int64 // bytes
	connections int
}

// A sender sends the requests of one scope.
type sender struct {
	config   interface{ Get(string) (string, bool) }
	paths    [2]string // of the scope's own allow-list, and of everybody's
	limits   limits
	client   *http.Client
	resolver interface {
		LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
	}

	tls *tls.Config // nil but in tests

	life context.Context // done when the scope has ended
	kill context.CancelFunc

	open atomic.Int64 // connections

	mu  sync.Mutex
	now *way // guarded by mu; nil before the first request
}

// A way is what one allow-list opens, with the connections that were dialled under it. Connections of
// one way are never used for requests of the next: what a rule opened does not outlive it.
type way struct {
	text      string
	rules     []rule
	transport *http.Transport
}

func newSender(config interface{ Get(string) (string, bool) }, s sig.Scope, l limits) *sender {
	own := "shared.http.allow"
	if t := s.Tenant(); t != "" {
		own = "tenants." + t + ".http.allow"
	}
	c := &sender{config: config, paths: [2]string{own, "defaults.http.allow"}, limits: l, resolver: new(net.Resolver)}
	// net.DefaultResolver is a variable that every package may change, and so lead all tenants elsewhere.
	c.life, c.kill = context.WithCancel(context.Background())
	c.client = &http.Client{
		Timeout:   l.timeout,
		Transport: c,
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return invalid(r.URL.Host, "at most 10 redirects")
			}
			return c.check(r.URL)
		},
	}
	return c
}

// close ends the scope's requests, those in flight too, and its connections.
func (c *sender) close() { c.kill() }

// allowed returns what is allowed now: it may change while components run.
func (c *sender) allowed() (*way, error) {
	text, ok := c.config.Get(c.paths[0])
	if !ok {
		text, _ = c.config.Get(c.paths[1])
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.now; old == nil || text != old.text {
		rules, err := parseRules(text)
		if err != nil {
			return nil, err
		}
		c.now = &way{text, rules, c.transport()}
		if old != nil {
			old.transport.CloseIdleConnections()
		}
	}
	return c.now, nil
}

func (c *sender) transport() *http.Transport {
	return &http.Transport{
		Proxy:                 nil,
		DialContext:           c.dial,
		TLSClientConfig:       c.tls,
		ForceAttemptHTTP2:     true,
		MaxConnsPerHost:       c.limits.connections,
		MaxIdleConnsPerHost:   c.limits.connections,
		MaxIdleConns:          idleServers * c.limits.connections,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}

// The connections of one scope, in those that it may have to one server: an allow-list may open names
// without number, and all tenants have the process's open files together.
const (
	idleServers = 4
	openServers = 16
)

// RoundTrip implements http.RoundTripper: every hop goes by what is allowed then.
func (c *sender) RoundTrip(r *http.Request) (*http.Response, error) {
	w, err := c.allowed()
	if err != nil {
		return nil, err
	}
	return w.transport.RoundTrip(r)
}

// check refuses a URL that no rule opens.
func (c *sender) check(u *url.URL) error {
	host, port, plain := strings.ToLower(u.Hostname()), u.Port(), u.Scheme == "http"
	switch {
	case u.Scheme != "http" && u.Scheme != "https", host == "":
		return invalid(u.Redacted(), "an absolute URL of https, or of http where a rule opens it")
	case u.User != nil:
		return invalid(u.Host, "a URL without credentials; put them into a header")
	case port == "" && plain:
		port = "80"
	case port == "":
		port = "443"
	}
	host = strings.TrimSuffix(host, ".")
	if a, err := netip.ParseAddr(host); err == nil && a.Zone() != "" {
		return refused(u.Host)
	} else if err != nil && !validHost(host) {
		return refused(u.Host)
	}
	w, err := c.allowed()
	if err != nil {
		return err
	}
	for _, r := range w.rules {
		if r.allows(host, port, plain) {
			return nil
		}
	}
	return refused(u.Host)
}

// dial resolves and dials in one go, so that what was checked is what is dialled.
func (c *sender) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, invalid(addr, "host and port")
	}
	if most := int64(openServers * c.limits.connections); c.open.Add(1) > most {
		c.open.Add(-1)
		return nil, &sig.Error{Code: sig.CodeLimited, Path: host, Expected: "at most " + strconv.FormatInt(most, 10) + " connections to all servers together"}
	}
	conn, err := c.reach(ctx, network, host, port)
	if err != nil {
		c.open.Add(-1)
		return nil, err
	}
	own := &ownConn{Conn: conn, over: sync.OnceFunc(func() { c.open.Add(-1) })}
	own.stop = context.AfterFunc(c.life, func() {
		own.over()
		conn.Close()
	})
	return own, nil
}

// An ownConn ends with its scope, whoever has it.
type ownConn struct {
	net.Conn
	over func()
	stop func() bool
}

func (o *ownConn) Close() error {
	o.stop()
	o.over()
	return o.Conn.Close()
}

// reach connects to the first address of a host that is allowed and answers.
func (c *sender) reach(ctx context.Context, network, host, port string) (_ net.Conn, err error) {
	ctx, cancel := context.WithCancel(ctx) // the transport dials on when its request has ended
	defer cancel()
	defer context.AfterFunc(c.life, cancel)()
	var addrs []netip.Addr
	if a, err := netip.ParseAddr(host); err == nil {
		addrs = []netip.Addr{a}
	} else if addrs, err = c.resolver.LookupNetIP(ctx, "ip", host); err != nil {
		return nil, failed(host, "a name that resolves", err)
	}
	w, err := c.allowed()
	if err != nil {
		return nil, err
	}
	last := refused(host)
	var d net.Dialer
	for _, a := range addrs {
		if inside(a) && !opens(w.rules, a, port) {
			continue
		}
		conn, err := d.DialContext(ctx, network, net.JoinHostPort(a.Unmap().String(), port))
		if err == nil {
			return conn, nil
		}
		last = failed(host, "a server that answers", err)
	}
	return nil, last
}

// SendHTTP implements sig.HTTPBackend. What the context carries stays behind: hooks of net/http/httptrace
// would run on goroutines of the client, and be given its connections.
func (c *sender) SendHTTP(ctx context.Context, r sig.HTTPRequest) (*sig.HTTPResponse, error) {
	call := plain.Of(ctx)
	u, err := url.Parse(r.URL)
	if err != nil {
		return nil, invalid("url", "a URL that can be read")
	}
	if err := c.check(u); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(&call)
	defer cancel()
	defer context.AfterFunc(c.life, cancel)()
	req, err := http.NewRequestWithContext(ctx, r.Method, u.String(), bytes.NewReader(r.Body))
	if err != nil {
		return nil, invalid("method", "a method of HTTP")
	}
	for name, values := range r.Header {
		if strings.EqualFold(name, "Host") {
			return nil, invalid("header Host", "no Host header: the URL names the host")
		}
		for _, v := range values {
			req.Header.Add(name, v)
		}
	}
	resp, err := c.client.Do(req)
	if err != nil {
		if c.life.Err() != nil {
			return nil, errGone
		}
		var se *sig.Error
		if errors.As(err, &se) {
			return nil, se
		}
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, &sig.Error{Code: sig.CodeTimeout, Path: u.Host, Expected: "an answer in time", Cause: context.DeadlineExceeded}
		}
		return nil, failed(u.Host, "an answer", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.limits.maxResponse+1))
	if err != nil && c.life.Err() != nil {
		return nil, errGone
	}
	if err != nil {
		return nil, failed(u.Host, "a whole answer", err)
	}
	if int64(len(body)) > c.limits.maxResponse {
		return nil, &sig.Error{Code: sig.CodeLimited, Path: u.Host, Expected: "an answer within the provider's max-response"}
	}
	return &sig.HTTPResponse{Status: resp.StatusCode, Header: resp.Header, Body: body}, nil
}

var errGone = &sig.Error{Code: sig.CodeInstanceGone, Expected: "an instance that is still there"}

func refused(host string) error {
	return &sig.Error{Code: sig.CodeScope, Path: host, Expected: "a server that this tenant's http.allow names"}
}

func invalid(path, expected string) error {
	return &sig.Error{Code: sig.CodeInvalid, Path: path, Expected: expected}
}

func failed(host, expected string, cause error) error {
	return &sig.Error{Code: sig.CodeFailed, Path: host, Expected: expected, Cause: cause}
}
