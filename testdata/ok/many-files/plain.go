//go:build !files_special

package main

const edition = ""
