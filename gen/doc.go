// Package gen is the generator behind the command sigen.
//
// [Run] reads the packages that patterns name and answers with every file that
// should be there and everything that is wrong with their directives. It writes
// nothing: [Result.Write] does, and [Result.Diff] shows what it would do, so every
// command and every test sees the same.
package gen
