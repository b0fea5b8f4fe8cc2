package main

import (
	"context"
	"fmt"

	"github.com/sigen-dev/sigen/gen"
)

const cacheUsage = `sigen cache says where the cache is and what it holds.

Usage:

	sigen cache [-json]          folder, number of entries, bytes
	sigen cache [-json] clean    remove every entry; with -json, say what is left

The folder is SIGEN_CACHE, or sigen in the user's own folder for caches. Entries
that nobody has used for five days go by themselves, and the oldest beyond 1 GiB.
SIGEN_CACHE=off or -cache=off does without; what sigen generates, and what vet says, is the same.
`

// cacheVerb shows and empties the cache.
var cacheVerb = &verb{
	name:  "cache",
	args:  "[-json] [clean]",
	short: "show the cache of earlier runs, or empty it",
	usage: cacheUsage,
	setup: func(c *command) func(ctx context.Context) int {
		asJSON := c.flags.Bool("json", false, "")
		return func(context.Context) int {
			switch {
			case len(c.args) > 1 || len(c.args) == 1 && c.args[0] != "clean":
				return c.misused(fmt.Errorf("%q is nothing to do with the cache; the only word is clean", c.args))
			case len(c.args) == 1:
				if code := c.cacheClean(); code != exitFine || !*asJSON {
					return code
				}
			}
			return c.cacheSize(*asJSON)
		}
	},
}

func (c *command) cacheClean() int {
	dir, err := (&inputFlags{}).cacheDir()
	if err == nil && dir != "" {
		err = gen.CleanCache(dir)
	}
	if err != nil {
		return c.fail(err)
	}
	return exitFine
}

func (c *command) cacheSize(asJSON bool) int {
	dir, err := (&inputFlags{}).cacheDir()
	if err != nil {
		return c.fail(err)
	}
	doc := struct {
		Version int    `json:"version"`
		Dir     string `json:"dir"` // "" when it is off
		Entries int    `json:"entries"`
		Bytes   int64  `json:"bytes"`
	}{Version: 1, Dir: dir}
	if dir != "" {
		if doc.Entries, doc.Bytes, err = gen.CacheSize(dir); err != nil {
			return c.fail(err)
		}
	}
	switch {
	case asJSON:
		err = c.printJSON(doc)
	case dir == "":
		_, err = fmt.Fprintln(c.stdout, "the cache is off")
	default:
		_, err = fmt.Fprintf(c.stdout, "%s: %d entries, %.1f MB\n", doc.Dir, doc.Entries, float64(doc.Bytes)/1e6)
	}
	if err != nil {
		return c.fail(err)
	}
	return exitFine
}
