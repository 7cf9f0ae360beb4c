"""How fast it is: figures to look at, none of them asserted. `make bench`."""
