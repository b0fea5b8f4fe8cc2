package output

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// killDir, when set, makes TestMain write files there for ever.
const killDir = "SIGEN_TEST_KILL_DIR"

const files = 40

// version is the content of every file in one round.
func version(n int) []byte {
	return []byte(header + "\n" + strings.Repeat(fmt.Sprintf("// version %d\n", n%2), 500))
}

func TestMain(m *testing.M) {
	dir := os.Getenv(killDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	for n := 0; ; n++ {
		var want []File
		for i := range files {
			want = append(want, File{Path: filepath.Join(dir, fmt.Sprintf("%d.go", i)), Data: version(n)})
		}
		s, err := Compare(want, header)
		if err == nil {
			err = s.Apply()
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("round", n)
	}
}

// TestKilled kills a process that writes, many times: no file is ever half of one
// run and half of another.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for try := range 8 {
		cmd := exec.CommandContext(t.Context(), self)
		cmd.Env = append(os.Environ(), killDir+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 2 + try { // it is in the middle of the next round then, or about to be
			if !lines.Scan() {
				t.Fatal("the writer ended by itself")
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() {
		}
		if err := cmd.Wait(); err == nil {
			t.Fatal("the writer ended by itself")
		}
		for i := range files {
			got := read(t, filepath.Join(dir, fmt.Sprintf("%d.go", i)))
			if got != string(version(0)) && got != string(version(1)) {
				t.Fatalf("file %d is half written: %d bytes", i, len(got))
			}
		}
	}
}
