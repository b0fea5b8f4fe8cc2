package mariadb

import (
	"errors"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

func TestSupported(t *testing.T) {
	for version, want := range map[string]bool{
		"10.11.19-MariaDB-0+deb12u1": true, "10.5.0-MariaDB": true, "11.8.2-MariaDB-ubu2404": true, "5.5.5-10.6.22-MariaDB": true, "12.0.1-mariadb": true,
		"8.0.0": true, "8.0.36-28.1": true, "8.4.3-commercial": true, "9.1.0": true, "8.0.mysql_aurora.3.05.2": true,

		"10.4.34-MariaDB": false, "5.5.68-MariaDB": false, "5.5.5-10.3.39-MariaDB": false, "5.7.44-log": false, "5.6.10": false,
		"8.0.11-TiDB-v7.5.0": false, "8.0.30-Vitess": false, "5.7.25-OceanBase_CE-v4.2.1.0": false, "8.0.27 (ProxySQL)": false, "8.0.0-SingleStoreDB": false,
		"": false, "8": false, "x.y": false, "MariaDB": false, "-8.0": false, "99999999999999999999.1": false,
	} {
		err := supported(version)
		if (err == nil) != want {
			t.Errorf("%q: %v", version, err)
		}
		if err != nil && (!errors.Is(err, sig.ErrDenied) || !strings.Contains(err.Error(), "10.5")) {
			t.Errorf("%q: the error is %v", version, err)
		}
	}
}

func TestKnown(t *testing.T) {
	for account, want := range map[string]bool{
		"acme@localhost": true, "acme@%": true, "acme@2001:db8::1": true,
		"@%": false, "@localhost": false, "acm@%": false, "acmeco@%": false, "Acme@%": false, "acme": false, "": false,
	} {
		if err := known(account, "acme"); (err == nil) != want {
			t.Errorf("%q: %v", account, err)
		}
	}
	long := strings.Repeat("a", 40)
	if err := known(long[:32]+"@%", long); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("a name that was cut off: %v", err)
	}
}
