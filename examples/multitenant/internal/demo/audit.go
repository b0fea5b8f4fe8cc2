package demo

import (
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// An auditLog keeps audit lines in memory. A real one writes them where the
// operator cannot change them; the kernel denies the call when it panics.
type auditLog struct {
	mu    sync.Mutex
	lines []AuditLine // guarded by mu
}

func (l *auditLog) add(e sig.AuditEvent) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, AuditLine{Caller: e.Caller.Component() + "/" + e.Caller.Instance(), Runnable: e.Runnable, Target: e.Target, Why: e.Why, Trace: e.Trace})
}

// take returns the lines since the last take.
func (l *auditLog) take() []AuditLine {
	l.mu.Lock()
	defer l.mu.Unlock()
	lines := l.lines
	l.lines = nil
	return lines
}
