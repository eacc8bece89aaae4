"""Comparisons of the bundle analysis with other projects: what they expect of their own tests' files, and what their
programs make of scripts and source maps. `scripts/peers` runs them; docs/peers.md lists them.
"""
