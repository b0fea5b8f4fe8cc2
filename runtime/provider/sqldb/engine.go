package sqldb

import "github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"

// The seam between the pool and its engines, under short names.
type (
	engine   = backend.Engine
	conn     = backend.Conn
	cursor   = backend.Cursor
	target   = backend.Target
	claimant = backend.Claimant
	location = backend.Location
)
