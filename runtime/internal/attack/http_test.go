package attack

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
)

// tenantOfToken is the verification of the tests: the token is the tenant's name.
func tenantOfToken(r *http.Request) (string, error) {
	if name := r.Header.Get("Authorization"); name != "" {
		return name, nil
	}
	return "", errors.New("no token")
}

// raw sends bytes to a server as they stand and returns the status and body of the
// first answer; the server's connection is closed behind it.
func raw(t *testing.T, s *httptest.Server, request string) (status int, body string) {
	t.Helper()
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(out)
}

const whoamiBody = `{"plot":"whoami"}`

func request(path, body, header string) string {
	return "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: acme\r\nContent-Type: application/json\r\nConnection: close\r\n" + header +
		"Content-Length: " + itoa(len(body)) + "\r\n\r\n" + body
}

func itoa(n int) string {
	var b [8]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}

// Whatever a request says, it is verified acme's: what is globex's answers as what is nobody's.
func TestForgedRequests(t *testing.T) {
	victim.Plan("whoami", whoami)
	w := newWorld(t)
	s := httptest.NewServer(httprpc.NewHandler(w.Kernel, httprpc.WithTenant(tenantOfToken)))
	t.Cleanup(s.Close)
	if status, body := raw(t, s, request("/suspect/run", whoamiBody, "")); status != 200 || !strings.Contains(body, "acme for acme") {
		t.Fatalf("the handler does not even work: %d %s", status, body)
	}
	for name, forge := range map[string]func(victim string) string{
		"an instance":          func(v string) string { return request("/"+v+"-suspect/run", whoamiBody, "") },
		"an instance, escaped": func(v string) string { return request("/"+v+"%2dsuspect/run", whoamiBody, "") },
		"a dot, escaped":       func(v string) string { return request("/"+v+"-suspect%2erun", whoamiBody, "") },
		"a slash, escaped":     func(v string) string { return request("/"+v+"-suspect%2frun", whoamiBody, "") },
		"escaped twice":        func(v string) string { return request("/"+v+"%252dsuspect/run", whoamiBody, "") },
		"a dot in the name":    func(v string) string { return request("/"+v+"-suspect.run/run", whoamiBody, "") },
		"NUL in the path":      func(v string) string { return request("/"+v+"-suspect/run%00", whoamiBody, "") },
		"NUL before":           func(v string) string { return request("/suspect%00"+v+"/run", whoamiBody, "") },
		"up and down":          func(v string) string { return request("/suspect/../"+v+"-suspect/run", whoamiBody, "") },
		"up, escaped":          func(v string) string { return request("/%2e%2e/"+v+"-suspect/run", whoamiBody, "") },
		"two slashes":          func(v string) string { return request("//"+v+"-suspect/run", whoamiBody, "") },
		"a backslash":          func(v string) string { return request("/"+v+`-suspect\run`, whoamiBody, "") },
		"a target in the path": func(v string) string { return request("/"+v+"/suspect/run", whoamiBody, "") },
		"a matrix parameter":   func(v string) string { return request("/suspect/run;target="+v, whoamiBody, "") },
		"capitals":             func(v string) string { return request("/"+strings.ToUpper(v)+"-SUSPECT/run", whoamiBody, "") },
		"a Kelvin sign":        func(v string) string { return request("/"+v+"-suspect/run%E2%84%AA", whoamiBody, "") },
		"a query":              func(v string) string { return request("/suspect/run?target="+v, whoamiBody, "") },
		"a header":             func(v string) string { return request("/suspect/run", whoamiBody, "Sig-Target: "+v+"\r\n") },
		"a header, twice": func(v string) string {
			return request("/suspect/run", whoamiBody, "Sig-Target: acme\r\nsig-target: "+v+"\r\n")
		},
		"a list in a header": func(v string) string { return request("/suspect/run", whoamiBody, "Sig-Target: acme, "+v+"\r\n") },
		"a header by an instance": func(v string) string {
			return request("/acme-suspect/run", whoamiBody, "Sig-Target: "+v+"\r\n")
		},
		"a token, twice":    func(v string) string { return request("/"+v+"-suspect/run", whoamiBody, "Authorization: "+v+"\r\n") },
		"the body":          func(v string) string { return request("/suspect/run", `{"plot":"whoami","target":"`+v+`"}`, "") },
		"the body, escaped": func(v string) string { return request("/suspect/run", `{"plot":"whoami","\u0074arget":"`+v+`"}`, "") },
		"the body, leniently": func(v string) string {
			return request("/suspect/run", `{"plot":"whoami","target":"`+v+`"}`, "Prefer: handling=lenient\r\n")
		},
		"a host": func(v string) string {
			return strings.Replace(request("/"+v+"-suspect/run", whoamiBody, ""), "Host: x", "Host: "+v, 1)
		},
		"a URL":              func(v string) string { return request("http://"+v+"/"+v+"-suspect/run", whoamiBody, "") },
		"a key of the other": func(v string) string { return request("/"+v+"-suspect/run", whoamiBody, "Idempotency-Key: "+v+"\r\n") },
		"another method": func(v string) string {
			return strings.Replace(request("/suspect/run", whoamiBody, "X-HTTP-Method-Override: GET\r\nX-Original-URL: /"+v+"-suspect/run\r\nX-Forwarded-User: "+v+"\r\n"), "POST", "PUT", 1)
		},
	} {
		status, body := raw(t, s, forge("globex"))
		if strings.Contains(body, "globex for") {
			t.Errorf("%s reached globex: %d %s", name, status, body)
		}
		if strings.Contains(body, "acme for acme") && name != "the body, leniently" {
			t.Errorf("%s was let in: %d %s", name, status, body)
		}
		// nobody is a tenant that is not there; its name has as many letters as globex, and so has its answer.
		absentStatus, absent := raw(t, s, forge("nobody"))
		if strings.ReplaceAll(body, "globex", "nobody") != absent || status != absentStatus {
			t.Errorf("%s tells who exists:\n%d %s\n%d %s", name, status, body, absentStatus, absent)
		}
	}
}

// Without an identity every path answers the same.
func TestUnverifiedRequests(t *testing.T) {
	w := newWorld(t)
	for name, h := range map[string]http.Handler{
		"no options":  httprpc.NewHandler(w.Kernel),
		"no tenant":   httprpc.NewHandler(w.Kernel, httprpc.WithTenant(func(*http.Request) (string, error) { return "", nil })),
		"an error":    httprpc.NewHandler(w.Kernel, httprpc.WithTenant(func(*http.Request) (string, error) { return "globex", errors.New("no") })),
		"a bad name":  httprpc.NewHandler(w.Kernel, httprpc.WithTenant(func(*http.Request) (string, error) { return "Globex", nil })),
		"no operator": httprpc.NewHandler(w.Kernel, httprpc.WithOperator(func(*http.Request) bool { return false })),
	} {
		var first []byte
		for _, path := range []string{"/suspect/run", "/globex-suspect/run", "/nothing/there", "/", "/suspect/run?x", "/auditor/visit"} {
			for _, target := range []string{"", "globex", "nobody"} {
				r := httptest.NewRequest("POST", path, strings.NewReader(whoamiBody))
				r.Header.Set("Content-Type", "application/json")
				if target != "" {
					r.Header.Set("Sig-Target", target)
				}
				rec := httptest.NewRecorder()
				h.ServeHTTP(rec, r)
				if rec.Code != 403 {
					t.Errorf("%s: %s for %q: %d", name, path, target, rec.Code)
				}
				if first == nil {
					first = rec.Body.Bytes()
				}
				if !bytes.Equal(first, rec.Body.Bytes()) {
					t.Errorf("%s: %s for %q tells more: %s", name, path, target, rec.Body)
				}
			}
		}
	}
}

// Two lengths, and a request that hides in another's body: one answer, and the hidden one is not made.
func TestSmuggledRequests(t *testing.T) {
	victim.Plan("whoami", whoami)
	w := newWorld(t)
	s := httptest.NewServer(httprpc.NewHandler(w.Kernel, httprpc.WithTenant(tenantOfToken)))
	t.Cleanup(s.Close)
	hidden := strings.Replace(request("/globex-suspect/run", whoamiBody, ""), "acme", "globex", 1)
	for name, req := range map[string]string{
		"length and chunks": "POST /suspect/run HTTP/1.1\r\nHost: x\r\nAuthorization: acme\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
		"two lengths":       "POST /suspect/run HTTP/1.1\r\nHost: x\r\nAuthorization: acme\r\nContent-Type: application/json\r\nContent-Length: 17\r\nContent-Length: 0\r\n\r\n" + whoamiBody + hidden,
		"a length too long": "POST /suspect/run HTTP/1.1\r\nHost: x\r\nAuthorization: acme\r\nContent-Type: application/json\r\nContent-Length: 9999999\r\n\r\n" + hidden,
		"a space in a name": "POST /suspect/run HTTP/1.1\r\nHost: x\r\nAuthorization : globex\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n" + whoamiBody,
		"NUL in a header":   "POST /suspect/run HTTP/1.1\r\nHost: x\r\nAuthorization: globex\x00acme\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n" + whoamiBody,
		"NUL in the line":   "POST /globex-suspect/run\x00 HTTP/1.1\r\nHost: x\r\nAuthorization: acme\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n" + whoamiBody,
	} {
		c, err := net.Dial("tcp", s.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, req); err != nil {
			t.Fatal(err)
		}
		_ = c.(*net.TCPConn).CloseWrite()
		all, err := io.ReadAll(c)
		c.Close()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if bytes.Contains(all, []byte("globex for")) || bytes.Contains(all, []byte("acme for")) {
			t.Errorf("%s was let in:\n%s", name, all)
		}
	}
}
