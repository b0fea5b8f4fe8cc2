package egress

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
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

	life context.Context // done when the scope has ended
	kill context.CancelFunc

	mu    sync.Mutex
	text  string // guarded by mu; what rules were read from
	rules []rule // guarded by mu
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
		Timeout: l.timeout,
		Transport: &http.Transport{
			Proxy:                 nil,
			DialContext:           c.dial,
			ForceAttemptHTTP2:     true,
			MaxConnsPerHost:       l.connections,
			MaxIdleConnsPerHost:   l.connections,
			IdleConnTimeout:       90 * time.Second,
			TLSHandshakeTimeout:   10 * time.Second,
			ExpectContinueTimeout: time.Second,
		},
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
func (c *sender) close() {
	c.kill()
	c.client.CloseIdleConnections()
}

// allowed returns the rules in force: they may change while components run.
func (c *sender) allowed() ([]rule, error) {
	text, ok := c.config.Get(c.paths[0])
	if !ok {
		text, _ = c.config.Get(c.paths[1])
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if text != c.text || c.rules == nil {
		rules, err := parseRules(text)
		if err != nil {
			return nil, err
		}
		if c.rules != nil { // what was dialled by other rules is dialled anew
			c.client.CloseIdleConnections()
		}
		c.text, c.rules = text, rules
	}
	return c.rules, nil
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
	rules, err := c.allowed()
	if err != nil {
		return err
	}
	for _, r := range rules {
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
	var addrs []netip.Addr
	if a, err := netip.ParseAddr(host); err == nil {
		addrs = []netip.Addr{a}
	} else if addrs, err = c.resolver.LookupNetIP(ctx, "ip", host); err != nil {
		return nil, failed(host, "a name that resolves", err)
	}
	rules, err := c.allowed()
	if err != nil {
		return nil, err
	}
	last := refused(host)
	var d net.Dialer
	for _, a := range addrs {
		if inside(a) && !opens(rules, a, port) {
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

// SendHTTP implements sig.HTTPBackend.
func (c *sender) SendHTTP(ctx context.Context, r sig.HTTPRequest) (*sig.HTTPResponse, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return nil, invalid("url", "a URL that can be read")
	}
	if err := c.check(u); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
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
