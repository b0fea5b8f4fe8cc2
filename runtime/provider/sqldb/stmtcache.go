package sqldb

import "github.com/ncruces/go-sqlite3"

// A stmtCache keeps compiled statements of one connection by their text, the
// least recently used going first. A statement that is being read is not handed
// out a second time. Every statement in it was compiled under the policy, and
// SQLite asks the policy again when it must compile one anew.
type stmtCache struct {
	m     map[string]*stmt
	clock uint64
}

const maxCached, maxCachedText = 32, 4 << 10

type stmt struct {
	*sqlite3.Stmt
	cached bool
	busy   bool
	used   uint64
}

// prepare compiles the first statement of text, nil when there is none, and
// returns what comes after it.
func (k *stmtCache) prepare(c *sqlite3.Conn, text string) (*stmt, string, error) {
	k.clock++
	if st := k.m[text]; st != nil && !st.busy {
		st.busy, st.used = true, k.clock
		return st, "", nil
	}
	s, tail, err := c.Prepare(text)
	if err != nil || s == nil {
		return nil, "", err
	}
	st := &stmt{Stmt: s, busy: true, used: k.clock}
	if tail == "" && k.m[text] == nil && len(text) <= maxCachedText {
		k.makeRoom()
		k.m[text], st.cached = st, true
	}
	return st, tail, nil
}

func (k *stmtCache) makeRoom() {
	if k.m == nil {
		k.m = map[string]*stmt{}
	}
	if len(k.m) < maxCached {
		return
	}
	var oldest string
	var found *stmt
	for text, st := range k.m {
		if !st.busy && (found == nil || st.used < found.used) {
			oldest, found = text, st
		}
	}
	if found != nil {
		delete(k.m, oldest)
		found.Close()
	}
}

func (k *stmtCache) clear() {
	for _, st := range k.m {
		st.Close()
	}
	k.m = nil
}

// done ends the use of a statement: it keeps no row and no argument. Errors of a
// reset repeat those of the last step.
func (s *stmt) done() {
	if !s.cached {
		s.Close()
		return
	}
	s.Reset()
	s.ClearBindings()
	s.busy = false
}
