//go:build tools

// Package engine pins the Temporal CLI, so that it can be built where its download cannot be reached.
package engine

import _ "github.com/temporalio/cli/cmd/temporal"
