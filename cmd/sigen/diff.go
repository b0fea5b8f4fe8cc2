package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/sigen-dev/sigen/gen"
)

// diffVerb compares: files with what would be written, or routes with a commit's.
var diffVerb = &verb{
	name:  "diff",
	args:  "[flags] [packages]",
	short: "show what would change",
	usage: `sigen diff shows what sigen would change in generated files, as a unified diff.

With -schema it compares what can be called, set and subscribed to with a commit,
the last one by default, and says of each change whether it breaks somebody who
works with the old version: a caller, an operator's configuration, a subscriber.

Usage:

	sigen diff [flags] [packages]
	sigen diff -schema [-base commit] [flags] [packages]

	-C dir         work in dir
	-tags list     build tags, separated by commas
	-schema        compare routes, settings and events with a commit
	-base commit   the commit to compare with (default HEAD)
	-json          print as JSON with a schema version: the changed files, the diff and
	               the diagnostics, or with -schema the changes

Exit status: 0 no difference, or with -schema none that breaks; 1 otherwise; 2 failure.
`,
	setup: func(c *command) func(ctx context.Context) int {
		s := c.inputFlags()
		schema := c.flags.Bool("schema", false, "")
		base := c.flags.String("base", "HEAD", "")
		return func(ctx context.Context) int {
			if *schema {
				return c.diffSchema(ctx, s, *base)
			}
			return c.diff(ctx, s)
		}
	},
}

func (c *command) diff(ctx context.Context, s *inputFlags) int {
	r, err := c.load(ctx, s)
	if err != nil {
		return c.fail(err)
	}
	if s.json {
		err = c.diffJSON(r)
	} else if err = r.Print(c.stderr); err == nil {
		_, err = io.WriteString(c.stdout, r.Diff())
	}
	if err != nil {
		return c.fail(err)
	}
	if r.Failed() || r.Stale() {
		return exitFindings
	}
	return exitFine
}

// diffVersion is the version of what "diff -json" prints.
const diffVersion = 1

func (c *command) diffJSON(r *gen.Result) error {
	found, err := r.DiagnosticsJSON()
	if err != nil {
		return err
	}
	return c.printJSON(struct {
		Version     int              `json:"version"`
		Files       []gen.FileChange `json:"files"`
		Diff        string           `json:"diff"`
		Diagnostics json.RawMessage  `json:"diagnostics"`
	}{diffVersion, r.Changes(), r.Diff(), found})
}

// diffSchemaVersion is the version of what "diff -schema -json" prints.
const diffSchemaVersion = 1

func (c *command) diffSchema(ctx context.Context, s *inputFlags, base string) int {
	now, status := c.describe(ctx, s)
	if status != exitFine {
		return status
	}
	old, err := c.describeCommit(ctx, s, base)
	if err != nil {
		return c.fail(fmt.Errorf("the schema of %s: %w", base, err))
	}
	changes := gen.SchemaChanges(old, now)
	breaking := 0
	for _, ch := range changes {
		if ch.Breaking {
			breaking++
		}
	}
	if s.json {
		err = c.printJSON(struct {
			Version  int          `json:"version"`
			Base     string       `json:"base"`
			Breaking int          `json:"breaking"`
			Changes  []gen.Change `json:"changes"`
		}{diffSchemaVersion, base, breaking, changes})
		if err != nil {
			return c.fail(err)
		}
	} else {
		for _, ch := range changes {
			word := "compatible"
			if ch.Breaking {
				word = "breaking"
			}
			fmt.Fprintf(c.stdout, "%-10s  %s: %s", word, ch.What, ch.Text)
			if ch.Pos != "" {
				fmt.Fprintf(c.stdout, " (%s)", ch.Pos)
			}
			fmt.Fprintln(c.stdout)
		}
	}
	if breaking > 0 {
		return exitFindings
	}
	return exitFine
}

// describeCommit describes the same packages as a commit has them, in a folder of
// its own that is removed again.
func (c *command) describeCommit(ctx context.Context, s *inputFlags, base string) (*gen.Program, error) {
	if strings.HasPrefix(base, "-") {
		return nil, fmt.Errorf("%q is no commit", base)
	}
	dir := s.dir
	if dir == "" {
		dir = "."
	}
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	prefix, err := git(ctx, dir, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	commit, err := git(ctx, dir, "rev-parse", "--verify", base+"^{commit}")
	if err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp("", "sigen-diff-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	// An index of its own, so that nobody's work tree or index is touched.
	checkout := exec.CommandContext(ctx, "git", "-C", top, "--work-tree="+tmp, "read-tree", commit)
	index := append(os.Environ(), "GIT_INDEX_FILE="+filepath.Join(tmp, ".sigen-index"))
	checkout.Env = index
	if out, err := checkout.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("git read-tree: %w: %s", err, bytes.TrimSpace(out))
	}
	checkout = exec.CommandContext(ctx, "git", "-C", top, "--work-tree="+tmp, "checkout-index", "--all", "--force")
	checkout.Env = index
	if out, err := checkout.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("git checkout-index: %w: %s", err, bytes.TrimSpace(out))
	}
	at := *s
	at.dir = filepath.Join(tmp, filepath.FromSlash(prefix))
	if st, err := os.Stat(at.dir); err != nil || !st.IsDir() {
		return &gen.Program{}, nil // the folder is new
	}
	cfg, err := at.config(c.args)
	if err != nil {
		return nil, err
	}
	p, r, err := gen.Describe(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if r.Failed() {
		var b strings.Builder
		if err := r.Print(&b); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("it has mistakes, so what it offered is not known:\n%s", b.String())
	}
	return p, nil
}

func git(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		if said.Len() > 0 {
			err = errors.New(strings.TrimSpace(said.String()))
		}
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}
