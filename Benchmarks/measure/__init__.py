"""What the benchmarks are made of: the program, its server, people, load, and the figures."""
