// Package realmailer: mail texts from templates, sent by a handle
package realmailer

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/clean/real-mailer/mail"
)

var texts = template.Must(template.New("mail").Funcs(template.FuncMap{"upper": strings.ToUpper}).Parse(`{{define "hello"}}Hello {{.Name | upper}}{{end}}`))

// C is the component.
//
//sig:component name=real-mailer scope=tenant
type C struct {
	sig.Instance
	Mail mail.Sender `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Hello(ctx context.Context, p P) error {
	var b bytes.Buffer
	if err := texts.ExecuteTemplate(&b, "hello", map[string]string{"Name": p.V}); err != nil {
		return fmt.Errorf("mail to %s: %w", p.K, err)
	}
	return c.Mail.Send(ctx, p.K, b.Bytes())
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
