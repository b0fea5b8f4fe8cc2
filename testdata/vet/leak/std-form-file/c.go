// Package stdformfile reads a form; what is large in it goes to temporary files.
package stdformfile

import (
	"context"
	"io"
	"mime/multipart"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-form-file scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, body, boundary string) (string, error) {
	form, err := multipart.NewReader(strings.NewReader(body), boundary).ReadForm(1) // want SIG703
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, h := range form.File["upload"] {
		f, err := h.Open() // want SIG703
		if err != nil {
			return "", err
		}
		if _, err := io.Copy(&out, f); err != nil {
			return "", err
		}
	}
	return out.String(), form.RemoveAll() // want SIG703
}
