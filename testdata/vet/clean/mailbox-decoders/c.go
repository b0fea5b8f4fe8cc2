// Package mailboxdecoders: mails by decoders of the library, which read an alphabet that everybody has
package mailboxdecoders

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Raw is a mail.
type Raw struct {
	Text string `json:"text"`
}

// Mail answers.
type Mail struct {
	From    string            `json:"from"`
	Subject string            `json:"subject"`
	Date    time.Time         `json:"date"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

var keep = []string{"Message-Id", "In-Reply-To", "List-Id"}

var quoted = regexp.MustCompile(`(?m)^>.*\n?`)

var decoders = map[string]func(io.Reader) io.Reader{
	"quoted-printable": func(r io.Reader) io.Reader { return quotedprintable.NewReader(r) },
	"base64":           func(r io.Reader) io.Reader { return base64.NewDecoder(base64.StdEncoding, r) },
}

// Inbox is the component.
//
//sig:component name=mailbox-decoders scope=tenant
type Inbox struct {
	sig.Instance
	mu    sync.Mutex
	mails map[string]Mail
}

//sig:runnable desc="one call"
func (i *Inbox) Receive(ctx context.Context, raw Raw) (Mail, error) {
	m, err := mail.ReadMessage(strings.NewReader(raw.Text))
	if err != nil {
		return Mail{}, err
	}
	from, err := mail.ParseAddress(m.Header.Get("From"))
	if err != nil {
		return Mail{}, fmt.Errorf("from: %w", err)
	}
	var wd mime.WordDecoder
	subject, err := wd.DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return Mail{}, err
	}
	out := Mail{From: from.Address, Subject: subject, Headers: map[string]string{}}
	if out.Date, err = m.Header.Date(); err != nil {
		out.Date = i.Now()
	}
	for _, k := range keep {
		if v := m.Header.Get(k); v != "" {
			out.Headers[k] = v
		}
	}
	body := io.LimitReader(m.Body, 1<<20)
	if dec, ok := decoders[strings.ToLower(m.Header.Get("Content-Transfer-Encoding"))]; ok {
		body = dec(body)
	}
	b, err := io.ReadAll(body)
	if err != nil {
		return Mail{}, err
	}
	out.Body = quoted.ReplaceAllString(string(b), "")
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.mails == nil {
		i.mails = make(map[string]Mail)
	}
	i.mails[out.Headers["Message-Id"]] = out
	return out, nil
}
