package postgres

import (
	"database/sql/driver"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// encode turns arguments into what the protocol carries: text, whose type the
// server infers, and blobs as they are.
func encode(args []driver.NamedValue) (values [][]byte, formats []int16, err error) {
	if len(args) == 0 {
		return nil, nil, nil
	}
	values, formats = make([][]byte, len(args)), make([]int16, len(args))
	for i, a := range args {
		if a.Name != "" {
			return nil, nil, backend.Invalid("argument "+strconv.Itoa(i+1), "arguments by position for $1, $2, …: PostgreSQL has no named ones")
		}
		switch v := a.Value.(type) {
		case nil:
		case int64:
			values[i] = strconv.AppendInt(nil, v, 10)
		case float64:
			values[i] = strconv.AppendFloat(nil, v, 'g', -1, 64)
		case bool:
			values[i] = strconv.AppendBool(nil, v)
		case string:
			if strings.IndexByte(v, 0) >= 0 {
				return nil, nil, backend.Invalid("argument "+strconv.Itoa(i+1), "text without NUL bytes")
			}
			values[i] = append([]byte{}, v...)
		case []byte:
			if v != nil {
				values[i], formats[i] = append([]byte{}, v...), 1
			}
		case time.Time:
			values[i] = v.AppendFormat(nil, "2006-01-02 15:04:05.999999Z07:00")
		default:
			return nil, nil, backend.Invalid("argument "+strconv.Itoa(i+1), "a value that databases store")
		}
	}
	return values, formats, nil
}

// The types whose text is more than text; see pg_type.
const (
	oidBool, oidBytea                         = 16, 17
	oidInt8, oidInt2, oidInt4, oidOID         = 20, 21, 23, 26
	oidFloat4, oidFloat8                      = 700, 701
	oidDate, oidTimestamp, oidTimestampTZ     = 1082, 1114, 1184
	layoutDate, layoutTime, layoutTimeAndZone = "2006-01-02", "2006-01-02 15:04:05.999999", "2006-01-02 15:04:05.999999Z07"
)

// decode turns a column's text into a value; what has no kind of its own, and what
// does not fit it, stays text.
func decode(oid uint32, b []byte) driver.Value {
	if b == nil {
		return nil
	}
	s := string(b)
	switch oid {
	case oidBool:
		return s == "t"
	case oidInt2, oidInt4, oidInt8, oidOID:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return n
		}
	case oidFloat4, oidFloat8:
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			return f
		}
	case oidBytea:
		if raw, err := hex.DecodeString(strings.TrimPrefix(s, `\x`)); err == nil {
			return raw
		}
	case oidDate:
		return decodeTime(layoutDate, s)
	case oidTimestamp:
		return decodeTime(layoutTime, s)
	case oidTimestampTZ:
		return decodeTime(layoutTimeAndZone, s)
	}
	return s
}

func decodeTime(layout, s string) driver.Value {
	if t, err := time.Parse(layout, s); err == nil {
		return t.UTC()
	}
	if t, err := time.Parse(layout+":00", s); err == nil {
		return t.UTC()
	}
	return s // infinity, or before Christ
}
