package sqldb

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"reflect"
	"strconv"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// arguments checks a statement's text and turns its arguments into the values
// that databases store.
func arguments(query string, args []any) ([]driver.NamedValue, error) {
	if strings.IndexByte(query, 0) >= 0 {
		return nil, invalid("", "a statement without NUL bytes")
	}
	if len(args) == 0 {
		return nil, nil
	}
	out := make([]driver.NamedValue, len(args))
	for i, a := range args {
		out[i].Ordinal = i + 1
		if n, ok := a.(sql.NamedArg); ok {
			out[i].Name, a = n.Name, n.Value
			if n.Name == "" {
				return nil, invalid("argument "+strconv.Itoa(i+1), "a name in sql.Named")
			}
		}
		switch a := a.(type) { // the usual ones, without a detour
		case int:
			out[i].Value = int64(a)
			continue
		case string, int64, float64, bool, nil, []byte, time.Time:
			out[i].Value = a
			continue
		}
		v, err := driver.DefaultParameterConverter.ConvertValue(a)
		if err != nil {
			return nil, &sig.Error{Code: sig.CodeInvalid, Path: "argument " + strconv.Itoa(i+1), Expected: "a value that databases store", Cause: err}
		}
		out[i].Value = v
	}
	return out, nil
}

// assign stores a column's value in what dest points to.
func assign(dest any, v driver.Value) *sig.Error {
	p := reflect.ValueOf(dest)
	if p.Kind() == reflect.Pointer && p.IsNil() {
		return errNoPointer()
	}
	switch d := dest.(type) {
	case *sql.RawBytes:
		return invalid("", "*[]byte instead of *sql.RawBytes: what Scan stores is the caller's to keep")
	case sql.Scanner:
		if b, ok := v.([]byte); ok {
			v = bytes.Clone(b)
		}
		err := d.Scan(v)
		if err != nil { // sql.NullTime and its like take a time, and no text
			var at time.Time
			if assignTime(&at, v) == nil {
				err = d.Scan(at)
			}
		}
		if err != nil {
			return &sig.Error{Code: sig.CodeInvalid, Expected: "a value that the Scanner takes", Cause: err}
		}
		return nil
	case *any:
		if b, ok := v.([]byte); ok {
			v = bytes.Clone(b)
		}
		*d = v
		return nil
	case *string:
		if s, ok := v.(string); ok {
			*d = s
			return nil
		}
	case *int64:
		if n, ok := v.(int64); ok {
			*d = n
			return nil
		}
	case *int:
		if n, ok := v.(int64); ok && int64(int(n)) == n {
			*d = int(n)
			return nil
		}
	case *float64:
		if f, ok := v.(float64); ok {
			*d = f
			return nil
		}
	case *time.Time:
		return assignTime(d, v)
	}
	if p.Kind() != reflect.Pointer {
		return errNoPointer()
	}
	return assignKind(p.Elem(), v)
}

func errNoPointer() *sig.Error { return invalid("", "a pointer that is not nil as destination") }

// assignKind is assign by the kind of the destination, for named types and for
// values of another kind that fit without loss.
func assignKind(d reflect.Value, v driver.Value) *sig.Error {
	if d.Kind() == reflect.Pointer {
		if v == nil {
			d.SetZero()
			return nil
		}
		to := reflect.New(d.Type().Elem())
		if err := assign(to.Interface(), v); err != nil {
			return err
		}
		d.Set(to)
		return nil
	}
	if v == nil {
		if d.Kind() == reflect.Slice || d.Kind() == reflect.Interface && d.NumMethod() == 0 {
			d.SetZero()
			return nil
		}
		return misfit(d, "NULL; a pointer or sql.Null takes it")
	}
	switch d.Kind() {
	case reflect.String:
		d.SetString(textOf(v))
		return nil
	case reflect.Bool:
		switch textOf(v) {
		case "0", "false":
			d.SetBool(false)
			return nil
		case "1", "true":
			d.SetBool(true)
			return nil
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if n, err := strconv.ParseInt(textOf(v), 10, d.Type().Bits()); err == nil {
			d.SetInt(n)
			return nil
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if n, err := strconv.ParseUint(textOf(v), 10, d.Type().Bits()); err == nil {
			d.SetUint(n)
			return nil
		}
	case reflect.Float32, reflect.Float64:
		if f, err := strconv.ParseFloat(textOf(v), d.Type().Bits()); err == nil {
			d.SetFloat(f)
			return nil
		}
	case reflect.Slice:
		if d.Type().Elem().Kind() == reflect.Uint8 {
			if b, ok := v.([]byte); ok {
				d.SetBytes(bytes.Clone(b))
			} else {
				d.SetBytes([]byte(textOf(v)))
			}
			return nil
		}
	case reflect.Interface:
		if d.NumMethod() == 0 {
			if b, ok := v.([]byte); ok {
				v = bytes.Clone(b)
			}
			d.Set(reflect.ValueOf(v))
			return nil
		}
	}
	return misfit(d, kindOf(v))
}

func misfit(d reflect.Value, what string) *sig.Error {
	return invalid("", "a column that fits "+d.Type().String()+", not "+what)
}

// kindOf names a value's kind; the value itself may be what nobody should log.
func kindOf(v driver.Value) string {
	switch v.(type) {
	case int64:
		return "this integer"
	case float64:
		return "this real number"
	case string:
		return "this text"
	case []byte:
		return "this blob"
	case bool:
		return "this truth value"
	case time.Time:
		return "a time"
	}
	return "NULL"
}

func textOf(v driver.Value) string {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case []byte:
		return string(v)
	case string:
		return v
	case time.Time:
		return v.Format(time.RFC3339Nano)
	}
	return ""
}

var timeLayouts = [...]string{
	time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999", time.DateOnly,
}

func assignTime(d *time.Time, v driver.Value) *sig.Error {
	switch v := v.(type) {
	case time.Time:
		*d = v
		return nil
	case string:
		for _, layout := range timeLayouts {
			if t, err := time.Parse(layout, v); err == nil {
				*d = t
				return nil
			}
		}
	}
	return invalid("", "a time as RFC 3339 text, \"2006-01-02 15:04:05\" or a date, not "+kindOf(v))
}
