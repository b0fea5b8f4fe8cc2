// Package run keeps the mains of the golden cases short: it boots a kernel and
// prints what calls answer, one line each.
package run

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"
)

// Quiet is the context of everything here.
var Quiet = context.Background()

// Kernel makes a kernel with the provider of configuration and factories, lets
// register add instances, and boots.
func Kernel(register func(k *sig.Kernel), factories ...sig.Factory) *sig.Kernel {
	return With(nil, register, factories...)
}

// With is Kernel with options.
func With(opts []sig.Option, register func(k *sig.Kernel), factories ...sig.Factory) *sig.Kernel {
	k := sig.New(opts...)
	Must(k.Discover(append([]sig.Factory{config.ProviderFactory}, factories...)...))
	register(k)
	Must(k.Boot(Quiet))
	return k
}

// Done shuts the kernel down.
func Done(k *sig.Kernel) { Must(k.Shutdown(Quiet)) }

// Must ends the program on an error.
func Must(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

// Made ends the program when an instance could not be made.
func Made(r *sig.Ref, err error) *sig.Ref {
	Must(err)
	return r
}

// Set writes a configuration value and prints when it is refused.
func Set(k *sig.Kernel, path, value string) {
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	Must(err)
	if err := admin.Set(path, value); err != nil {
		fmt.Printf("set %s: %v\n", path, err)
	}
}

// Show prints a result as JSON, or the error with its code.
func Show(what string, v any, err error) {
	if err != nil {
		fmt.Printf("%s: %s\n", what, Error(err))
		return
	}
	b, err := json.Marshal(v)
	Must(err)
	fmt.Printf("%s: %s\n", what, b)
}

// Error is an error with its place.
func Error(err error) string {
	var e *sig.Error
	if errors.As(err, &e) && e.Path != "" {
		return fmt.Sprintf("%v (at %s)", err, e.Path)
	}
	return err.Error()
}

// JSON calls by name with encoded params and prints what comes back.
func JSON(k *sig.Kernel, name, in string) {
	out, err := k.Bus().InvokeJSON(Quiet, name, []byte(in))
	if err != nil {
		fmt.Printf("%s %s\n\t%s\n", name, in, Error(err))
		return
	}
	fmt.Printf("%s %s\n\t%s\n", name, in, out)
}

// Call calls by name with untyped params and prints what comes back.
func Call(k *sig.Kernel, name string, p sig.Params) {
	v, err := k.Bus().Invoke(Quiet, name, p)
	Show(name, v, err)
}
