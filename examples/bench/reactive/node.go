package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// nodeEngines are the JavaScript peers, by the names that node/grid.mjs knows. One
// process each: an engine in a process that had built other graphs measures up to 7x worse.
var nodeEngines = []string{"alien-signals", "preact-signals"}

// nodeFigures runs the JavaScript peers; the note says why when they are left out.
func nodeFigures(sizes []size) (all []figure, note string) {
	dir := filepath.Join("reactive", "node")
	if _, err := exec.LookPath("node"); err != nil {
		return nil, "left out: alien-signals and Preact, for there is no node"
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		npm := exec.Command("npm", "install", "--no-audit", "--no-fund", "--silent")
		npm.Dir = dir
		if out, err := npm.CombinedOutput(); err != nil {
			return nil, fmt.Sprintf("left out: alien-signals and Preact, for npm install failed: %v %s", err, bytes.TrimSpace(out))
		}
	}
	for _, engine := range nodeEngines {
		for _, s := range sizes {
			cmd := exec.Command("node", "--expose-gc", "--stack-size=30000", "grid.mjs", engine, fmt.Sprint(s.W), fmt.Sprint(s.H))
			cmd.Dir = dir
			out, err := cmd.Output()
			f := figure{Engine: engine + " (node)", W: s.W, H: s.H}
			if err != nil {
				f.Err = err.Error()
			} else if err := json.Unmarshal(out, &f); err != nil {
				f.Err = strings.TrimSpace(string(out))
			}
			f.Engine = engine + " (node)"
			all = append(all, f)
			fmt.Fprint(os.Stderr, ".")
		}
	}
	return all, ""
}
