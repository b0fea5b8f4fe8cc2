package credentials

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"github.com/sigen-dev/sigen/runtime/provider/internal/flat"
)

const (
	ageIntro = "age-encryption.org/v1\n"
	maxFile  = 64 << 20
)

// read opens and flattens the file. No error holds a text of the file, of the
// identities or of the passphrase: what age says is not passed on, because it may
// quote the first line of a file that is no age file at all.
func (o options) read() (map[string]string, error) {
	ids, err := o.identities()
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(o.file)
	if err != nil {
		return nil, err
	}
	text, err := decrypt(data, ids)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.file, err)
	}
	leaves, err := flat.Parse(text, flat.Options{Name: o.file, Tops: tops, Quiet: true})
	clear(text)
	if err != nil {
		return nil, fmt.Errorf("inside %w", err)
	}
	values := make(map[string]string, len(leaves))
	var errs []error
	for path, l := range leaves {
		if unreachable(path) {
			errs = append(errs, fmt.Errorf("inside %s:%d:%d: no handle reads this; %s is followed by an instance and a key", o.file, l.Line, l.Column, reserved))
		}
		values[path] = l.Text
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return values, nil
}

var (
	errNotAge   = errors.New("is not encrypted with age; make it with age, or with credentials.Encrypt")
	errIdentity = errors.New("none of the identities opens it, nor does the passphrase; it was encrypted for others")
	errDamaged  = errors.New("is damaged or cut off")
)

func decrypt(data []byte, ids []age.Identity) ([]byte, error) {
	if len(data) > maxFile {
		return nil, fmt.Errorf("is larger than %d MiB", maxFile>>20)
	}
	var in io.Reader = bytes.NewReader(data)
	if bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte(armor.Header)) {
		in = armor.NewReader(in)
	} else if !bytes.HasPrefix(data, []byte(ageIntro)) {
		if len(data) > 0 && strings.HasPrefix(ageIntro, string(data)) {
			return nil, errDamaged
		}
		return nil, errNotAge
	}
	out, err := age.Decrypt(in, ids...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, errIdentity
	case err != nil:
		return nil, errDamaged
	}
	text, err := io.ReadAll(out)
	if err != nil {
		return nil, errDamaged
	}
	return text, nil
}

// identities is what may open the file.
func (o options) identities() ([]age.Identity, error) {
	if o.passphraseEnv != "" {
		pass := os.Getenv(o.passphraseEnv)
		if pass == "" {
			return nil, fmt.Errorf("the variable %s, which passphrase-env names, is empty", o.passphraseEnv)
		}
		id, err := age.NewScryptIdentity(pass)
		if err != nil {
			return nil, fmt.Errorf("the variable %s holds no passphrase", o.passphraseEnv)
		}
		return []age.Identity{id}, nil
	}
	data, err := os.ReadFile(o.identityFile)
	if err != nil {
		return nil, err
	}
	var ids []age.Identity
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		parsed, err := age.ParseIdentities(strings.NewReader(line))
		if err != nil || len(parsed) == 0 {
			return nil, fmt.Errorf("%s:%d:1: is no age identity; a line is AGE-SECRET-KEY-1… or a comment", o.identityFile, n)
		}
		ids = append(ids, parsed...)
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("%s: holds no age identity", o.identityFile)
	}
	return ids, nil
}
